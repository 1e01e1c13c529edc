"""Configuration: presets, precedence, typed values, JSON both ways and every refusal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pokegan.config import (
    PRESETS,
    Config,
    ModelConfig,
    TrainingConfig,
    at_resolution,
    differences,
    from_dict,
    is_resolution,
    override,
    parse_set,
    preset,
    read_config_file,
    to_dict,
)
from pokegan.errors import UsageError


def refusal(key: str, value: Any) -> str:
    with pytest.raises(UsageError) as caught:
        override(Config(), {key: value})
    return str(caught.value)


ALL_PRESETS = [(family, name) for family, presets in PRESETS.items() for name in presets]


@pytest.mark.parametrize(("family", "name"), ALL_PRESETS)
def test_a_preset_is_its_row_of_the_table(family: str, name: str) -> None:
    config = preset(name, family)
    assert (config.preset, config.model.family) == (name, family)
    plain = to_dict(config)
    settings = {**plain["model"], **plain["training"]}
    for key, value in PRESETS[family][name].items():
        wanted = {str(r): v for r, v in value.items()} if isinstance(value, dict) else value
        assert settings[key] == wanted, key


def test_what_a_preset_does_not_name_keeps_its_default() -> None:
    assert preset("paper").training.adam_beta2 == TrainingConfig().adam_beta2
    assert preset("paper").training.start_resolution == 8
    assert preset("paper").model.mapping_layers == ModelConfig().mapping_layers == 8


def test_an_unknown_preset_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no preset 'smal'\. Did you mean small\?"):
        preset("smal")
    with pytest.raises(UsageError, match="Known: tiny, small, paper"):
        preset("zzz")


@pytest.mark.parametrize(
    ("resolution", "value"), [(4, 1), (8, 1), (16, 2), (32, 2), (64, 3), (1024, 3)]
)
def test_a_table_holds_from_each_resolution_upward(resolution: int, value: float) -> None:
    assert at_resolution({4: 1.0, 16: 2.0, 64: 3.0}, resolution) == value


def test_below_its_first_row_a_table_holds_that_row() -> None:
    assert at_resolution({64: 3.0, 16: 2.0}, 4) == 2


def test_one_number_sets_all_resolutions() -> None:
    for value in (0.01, "0.01"):
        assert override(preset("paper"), {"lr": value}).training.lr == {4: 0.01}


def test_one_resolution_is_set_up_to_the_next_row() -> None:
    """paper: lr 0.001 from 4 px, 0.0015 from 128, 0.002 from 256, 0.003 from 512."""
    lr = override(preset("paper"), {"lr.32": "0.01"}).training.lr
    assert [at_resolution(lr, r) for r in (16, 32, 64, 128)] == [0.001, 0.01, 0.01, 0.0015]
    assert override(preset("paper"), {"training.lr.128": 0.5}).training.lr[128] == 0.5


def test_later_keys_win() -> None:
    first = override(Config(), {"lr": 0.01, "lr.32": 0.02, "training.lr.64": 0.03})
    assert first.training.lr == {4: 0.01, 32: 0.02, 64: 0.03}
    assert override(first, {"lr.32": 0.02, "lr": 0.5}).training.lr == {4: 0.5}
    assert override(Config(), {"seed": 1, "training.seed": 2}).training.seed == 2


def test_a_table_may_be_typed_whole() -> None:
    config = override(Config(), {"batch_size": '{"32": 8, "4": 64}'})
    assert config.training.batch_size == {4: 64, 32: 8}
    assert list(config.training.batch_size) == [4, 32]


def test_whole_numbers_in_a_table_are_written_without_a_point() -> None:
    plain = to_dict(override(Config(), {"batch_size": "8.0", "lr.8": 0.5}))
    assert json.dumps(plain["training"]["batch_size"]) == '{"4": 8}'
    assert json.dumps(plain["training"]["lr"]) == '{"4": 0.001, "8": 0.5}'


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("resolution", "128", 128),
        ("resolution", 128.0, 128),
        ("seed", str(2**63 - 1), 2**63 - 1),
        ("seed", 2**53 + 1, 2**53 + 1),
        ("kimg", "1e3", 1000.0),
        ("mirror", "no", False),
        ("mirror", "TRUE", True),
        ("mirror", False, False),
        ("precision", "fp32", "fp32"),
        ("model.z_dim", "12", 12),
    ],
)
def test_text_becomes_its_kind(key: str, typed: Any, value: Any) -> None:
    config = override(Config(), {key: typed})
    name = key.split(".")[-1]
    section = config.model if hasattr(config.model, name) else config.training
    held = getattr(section, name)
    assert held == value and type(held) is type(value)


def test_a_table_that_is_none_is_named_before_a_row_is_put_in_it() -> None:
    for wrong in ("abc", "", None, "true"):
        with pytest.raises(UsageError, match=f"lr is '{wrong}'; it must be a number or a table"):
            override(Config(), {"lr": wrong, "lr.32": 0.001})


def test_whole_numbers_may_be_written_as_others() -> None:
    config = override(Config(), {"z_dim": "1e2", "batch_size.8": "8.0", "channels": "4"})
    assert (config.model.z_dim, config.training.batch_size[8]) == (100, 8)
    assert config.model.channels == 4


def test_override_leaves_the_old_configuration_alone() -> None:
    old = preset("tiny")
    before = to_dict(old)
    override(old, {"lr.32": 9.0, "resolution": 8})
    assert to_dict(old) == before


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("resolution", "big", "resolution is 'big'; it must be a whole number"),
        ("resolution", "6.5", "resolution is '6.5'; it must be a whole number"),
        ("resolution", "inf", "resolution is 'inf'; it must be a whole number"),
        ("resolution", True, "resolution is 'True'; it must be a whole number"),
        ("resolution", None, "resolution is 'None'; it must be a whole number"),
        ("kimg", "many", "kimg is 'many'; it must be a number"),
        ("kimg", "nan", "kimg is 'nan'; it must be a number"),
        ("kimg", "1e999", "kimg is '1e999'; it must be a number"),
        ("kimg", 10**400, "it must be a number"),
        ("kimg", [1], "kimg is '[1]'; it must be a number"),
        ("mirror", "perhaps", "mirror is 'perhaps'; it must be true or false"),
        ("mirror", 2, "mirror is '2'; it must be true or false"),
        ("lr", "fast", "lr is 'fast'; it must be a number or a table"),
        ("lr", "[1, 2]", "lr is '[1, 2]'; it must be a number or a table"),
        ("lr", "null", "lr is 'null'; it must be a number or a table"),
        ("lr", "true", "lr is 'true'; it must be a number or a table"),
        ("lr", "{}", "lr is '{}'; it must be a number or a table"),
        ("lr", {"small": 1}, "it must be a number or a table"),
        ("lr", {"8": "x"}, "lr.8 is 'x'; it must be a number."),
        ("lr.32", "fast", "lr.32 is 'fast'; it must be a number"),
        ("lr", "1e400", "lr is '1e400'; it must be a number or a table"),
        ("seed", "1e999", "seed is '1e999'; it must be a whole number"),
        ("batch_size.8", None, "batch_size.8 is 'None'; it must be a whole number"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(key: str, value: Any, words: str) -> None:
    assert words in refusal(key, value)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("resolutoin", "there is no setting 'resolutoin'. Did you mean resolution?"),
        ("training.lrr", "there is no setting 'training.lrr'. Did you mean lr?"),
        ("model.lr", "there is no setting 'model.lr'"),
        ("nowhere.lr", "there is no setting 'nowhere.lr'"),
        ("a.training.lr", "there is no setting 'a.training.lr'"),
        ("kimg.32", "there is no setting 'kimg.32'"),
        ("lr.32.64", "there is no setting 'lr.32.64'"),
        ("lr.²", "there is no setting 'lr.²'"),
        ("qqq", "Known: family, discriminator, "),
        ("", "there is no setting ''"),
        ("4", "there is no setting '4'"),
    ],
)
def test_an_unknown_key_is_refused(key: str, words: str) -> None:
    assert words in refusal(key, 1)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("resolution", 48, "resolution is 48; it must be 4, 8, 16"),
        ("resolution", 2048, "resolution is 2048"),
        ("resolution", 2, "resolution is 2;"),
        ("resolution", 0, "resolution is 0;"),
        ("start_resolution", 12, "start_resolution is 12"),
        ("start_resolution", 128, "start_resolution 128 is above resolution 64"),
        ("channels", 1, "channels is 1; it must be 3, or 4 with opacity"),
        ("precision", "fp8", "precision is 'fp8'; it must be one of auto, bf16, fp16, fp32"),
        ("style_mixing", 1.01, "style_mixing is 1.01"),
        ("style_mixing", -0.1, "style_mixing is -0.1"),
        ("seed", -1, "seed is -1"),
        ("seed", 2**63, f"seed is {2**63}"),
        ("channel_base", 0, "channel_base is 0; it must be 1 or more"),
        ("channel_max", 0, "channel_max is 0"),
        ("z_dim", 0, "z_dim is 0"),
        ("w_dim", -3, "w_dim is -3"),
        ("mapping_layers", 0, "mapping_layers is 0"),
        ("mapping_lr_multiplier", 0, "mapping_lr_multiplier is 0; it must be positive"),
        ("r1_interval", 0, "r1_interval is 0"),
        ("preview_count", 0, "preview_count is 0"),
        ("batch_size", 0, "batch_size is 0 at 4 px; it must be 1 or more"),
        ("batch_size", 0.5, "batch_size is 0.5 at 4 px; it must be a whole number"),
        ("lr.32", 0, "lr is 0 at 32 px; it must be positive"),
        ("lr.33", 0.1, "lr is given for 33 px"),
        ("lr", {"2": 0.1}, "lr is given for 2 px"),
        ("r1_gamma", -1, "r1_gamma is -1 at 4 px; it must be zero or more"),
        ("fade_share.8", -1, "fade_share is -1 at 8 px"),
        ("stable_share", -2, "stable_share is -2"),
        ("kimg", 0, "kimg is 0; it must be positive"),
        ("ema_halflife_kimg", 0, "ema_halflife_kimg is 0"),
        ("ema_warmup", -1, "ema_warmup is -1"),
        ("tick_kimg", -1, "tick_kimg is -1; it must be zero or more"),
        ("extra_kimg", -1, "extra_kimg is -1; it must be zero or more"),
        ("holdout", 0.6, "holdout is 0.6; it must be between 0 and 0.5"),
        ("holdout", -0.1, "holdout is -0.1"),
        ("adam_beta1", 1, "adam_beta1 is 1; it must be between 0 and 1, not 1 itself"),
        ("batch_size", 10**400, "it must be below 2^63"),
        ("augmentations", "mirrr", "'mirrr' is none of them (did you mean mirror?)"),
        ("augmentations", "", "augmentations is ''; it must be made of mirror"),
    ],
)
def test_a_value_that_cannot_work_is_named(key: str, value: Any, words: str) -> None:
    assert words in refusal(key, value)


@pytest.mark.parametrize(
    ("key", "value"),
    [("r1_gamma", 0), ("fade_share", 0), ("tick_kimg", 0), ("style_mixing", 0),
     ("style_mixing", 1), ("seed", 0), ("channels", 4), ("resolution", 4), ("resolution", 1024),
     ("start_resolution", 64), ("holdout", 0), ("holdout", 0.5)],
)  # fmt: skip
def test_values_at_the_border_are_allowed(key: str, value: int) -> None:
    override(Config(), {key: value})


def test_resolutions_are_powers_of_two_from_4_to_1024() -> None:
    allowed = [r for r in range(-8, 5000) if is_resolution(r)]
    assert allowed == [4, 8, 16, 32, 64, 128, 256, 512, 1024]


@pytest.mark.parametrize("name", PRESETS["stylegan"])
def test_json_both_ways(name: str) -> None:
    config = override(preset(name), {"seed": 2**60 + 1, "lr.32": 0.1 + 0.2, "mirror": False})
    assert from_dict(json.loads(json.dumps(to_dict(config)))) == config


def test_a_setting_of_another_version_is_refused() -> None:
    plain = to_dict(Config())
    plain["training"]["ema_beta"] = 0.999
    with pytest.raises(UsageError, match=r"no setting 'training\.ema_beta'"):
        from_dict(plain)


def test_settings_an_older_file_lacks_take_their_default() -> None:
    plain = to_dict(preset("tiny"))
    del plain["training"]["style_mixing"], plain["preset"]
    config = from_dict(plain)
    assert config.training == replace(preset("tiny").training, style_mixing=0.9)
    assert config.preset == "small"


def test_an_older_file_held_nothing_out() -> None:
    plain = to_dict(preset("tiny"))
    assert plain["training"].pop("holdout") > 0
    assert from_dict(plain).training.holdout == 0


def test_from_dict_validates() -> None:
    plain = to_dict(Config())
    plain["model"]["resolution"] = 48
    with pytest.raises(UsageError, match="resolution is 48"):
        from_dict(plain)


def test_differences_are_the_rows_that_differ() -> None:
    old = override(Config(), {"z_dim": 128, "lr": 0.002, "mirror": True})
    assert differences(old, old) == []
    new = override(old, {"z_dim": 9, "mirror": False, "lr.32": 0.5})
    assert differences(old, new) == [
        ("model.z_dim", "128", "9"),
        ("training.lr", '{"4": 0.002}', '{"4": 0.002, "32": 0.5}'),
        ("training.mirror", "true", "false"),
    ]


def test_set_pairs_are_split_at_the_first_equals_sign() -> None:
    assert parse_set(["lr=0.1", "a = b=c", "lr=0.2"]) == {"lr": "0.2", "a": "b=c"}
    for wrong in ("lr", "=5", ""):
        with pytest.raises(UsageError, match=f"not '{wrong}'"):
            parse_set([wrong])


def test_a_file_of_settings_may_be_flat_or_in_sections(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"preset": "paper", "kimg": 7, "model": {"z_dim": 9}}')
    assert read_config_file(path) == {"preset": "paper", "kimg": 7, "model.z_dim": 9}
    for whole in (to_dict(preset("paper")), {"config": to_dict(preset("paper")), "data": {}}):
        path.write_text(json.dumps(whole))
        settings = read_config_file(path)
        assert settings.pop("preset") == "paper"
        assert override(preset("tiny"), settings) == replace(preset("paper"), preset="tiny")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"lr": ', "is not JSON"),
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[1, 2]", "must hold one JSON object"),
        (b"null", "must hold one JSON object"),
    ],
)
def test_a_file_that_is_no_settings_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=words) as caught:
        read_config_file(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file: .*absent\.json"):
        read_config_file(tmp_path / "absent.json")
    with pytest.raises(UsageError, match="cannot read"):
        read_config_file(tmp_path)


def test_a_whole_config_gives_what_an_older_one_did_not_name(tmp_path: Path) -> None:
    """As it was then, not as a preset is now; and never what its run had begun with."""
    plain = to_dict(override(preset("paper"), {"init_from": "abc"}))
    for key in ("holdout", "augment", "loss"):
        plain["training"].pop(key)
    path = tmp_path / "config.json"
    path.write_text(json.dumps({"config": plain, "data": {}}))
    again = override(preset("tiny"), {k: v for k, v in read_config_file(path).items() if "." in k})
    assert (again.training.holdout, again.training.augment) == (0.0, "none")
    assert (again.training.loss, again.training.init_from) == ("logistic", "")


def test_the_penalty_of_wgan_gp_is_computed_at_each_step() -> None:
    for order in (["loss", "r1_interval"], ["r1_interval", "loss"]):
        values = {"loss": "wgan-gp", "r1_interval": 4}
        training = override(Config(), {key: values[key] for key in order}).training
        assert training.penalty_interval == 1
    assert override(Config(), {"loss": "hinge", "r1_interval": 4}).training.penalty_interval == 4
