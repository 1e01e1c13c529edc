"""Files that hold weights, and the run folder they lie in.

Two kinds of safetensors file, each with a JSON header: the shareable model (averaged
generator, configuration, w_avg, data fingerprint, and in half precision the discriminator, whose
features tell how alike two pictures are and with which a new run can begin) and the training
state (everything needed to continue). Both are written to a temporary name, flushed to disk and
renamed, and carry the hash of their content, so that a damaged file is recognised instead of used.

    runs/NAME/config.json                 what was asked for, and which data
              model-000012800.safetensors after 12,800 real images shown
              state-000012800.safetensors
              best.safetensors              the model nearest to the real pictures so far
              stats.jsonl  report.html  reals.png  preview-000012800.png
              forecast-cpu.json             what each phase takes, measured before
              .lock                         held while it trains
"""
