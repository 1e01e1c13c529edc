"""The page of a model: what it holds, and in a browser that it does what pokegan does."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pokegan.checkpoints import layout
from pokegan.checkpoints.model_file import ModelFile
from pokegan.cli import main
from pokegan.explore import arithmetic, directions
from pokegan.explore.directions import Directions, effects, finding
from pokegan.explore.resolve import Explorer
from pokegan.explore.walks import corners
from pokegan.export.page import asset, page, sliders, write_page
from pokegan.render import read_recipe
from pokegan.sampling.recipe import remake

NEAR = 3  # levels of 255
PSI = 0.7


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model in the box, called so that HTML might take its name for a tag."""
    path = tmp_path_factory.mktemp("models") / "<img src=x onerror=document.title=1>.safetensors"
    shutil.copy(layout.shipped()[-1], path)
    return path


@pytest.fixture(scope="module")
def sampler(model: Path) -> Explorer:
    return Explorer.load(model)


@pytest.fixture(scope="module")
def known(sampler: Explorer) -> Iterator[Directions]:
    """Directions of few creatures, beside the model, where the command line finds them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effects, "HELD_OUT", range(4))
        patch.setattr(finding, "FITTED", range(1000, 1016))
        patch.setattr(finding, "SPREAD", range(1000, 1160))
        found = finding.discover(sampler).renamed(9, "horned")
        directions.save(directions.path_of(sampler), sampler, found)
        yield found


@pytest.fixture(scope="module")
def written(sampler: Explorer, known: Directions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.html"
    write_page(path, sampler, known)
    return path


def held(html: str, name: str) -> Any:
    """What a page's element of data holds."""
    (text,) = re.findall(rf'<script type="[^"]*" id="{name}">(.*?)</script>', html, flags=re.S)
    return json.loads(text) if name == "model" else gzip.decompress(base64.b64decode(text))


def test_a_page_is_one_file_of_at_most_four_megabytes(written: Path) -> None:
    html = written.read_text(encoding="utf-8")
    assert written.stat().st_size <= 4_000_000
    assert "connect-src blob:;" in html and "default-src 'none'" in html
    before_scripts = html.split("<script")[0]
    assert not re.search(r'(?:src|href)="', before_scripts)
    assert held(html, "wasm")[:4] == b"\0asm"


def test_a_name_is_shown_as_text(written: Path) -> None:
    html = written.read_text(encoding="utf-8")
    assert "<img" not in html.split("<script")[0]
    assert "&lt;img src=x" in html


def test_a_page_has_sliders_for_what_means_something(
    sampler: Explorer, known: Directions, written: Path
) -> None:
    names = [
        one["name"] for one in held(written.read_text(encoding="utf-8"), "model")["directions"]
    ]
    assert names == [one.name for one in sliders(sampler, known)]
    assert names == [*known.names[:7], "horned"]


def test_a_page_is_the_same_each_time(sampler: Explorer, known: Directions, written: Path) -> None:
    assert page(sampler, known) == written.read_text(encoding="utf-8")


def test_the_page_in_the_documents_is_that_of_the_model_in_the_box() -> None:
    html = (Path(__file__).parents[2] / "docs/page.html").read_text(encoding="utf-8")
    assert held(html, "model")["made_with"]["hash"] == Explorer.load(layout.shipped()[-1]).file.hash
    assert asset("built/page.js").decode() in html and asset("page.css").decode() in html
    assert held(html, "engine") == asset("built/engine.js")


def test_the_command_writes_a_page(
    model: Path, known: Directions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["page", "--model", str(model), "--out", "a/b.html"]) == 0
    out, err = capfd.readouterr()
    assert out == "a/b.html\n" and "MB" in err and (tmp_path / "a/b.html").stat().st_size > 1e6
    assert main(["page", "--out", "b.pdf"]) == 2


pages = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium")
    quiet = ("no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking")
    quiet += ("disable-component-update", "disable-sync")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=chromium, args=[f"--{word}" for word in quiet]
        )
        yield opened
        opened.close()


class Visit:
    """A page in a browser, and what went on in it."""

    def __init__(self, browser: Any, path: Path, address: str = "", **view: Any) -> None:
        self.view = browser.new_page(accept_downloads=True, **view)
        self.trouble: list[str] = []
        self.asked: list[str] = []
        self.view.on("console", lambda one: self.trouble.append(one.text))
        self.view.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.view.on("request", lambda one: self.asked.append(one.url))
        self.view.goto(f"{path.as_uri()}{address}")
        self.view.wait_for_selector("body[data-ready]", timeout=90_000)

    def pixels(self, selector: str) -> np.ndarray:
        """What the canvases of a selector show, [N, R, R, 3]."""
        code = """canvases => canvases.map(one => {
            const copy = new OffscreenCanvas(one.width, one.height);
            copy.getContext("2d").drawImage(one, 0, 0);
            return Array.from(copy.getContext("2d").getImageData(0, 0, one.width, one.height).data);
        })"""
        values = np.array(self.view.eval_on_selector_all(selector, code), dtype=np.uint8)
        px = round((values.shape[1] / 4) ** 0.5)
        return values.reshape(len(values), px, px, 4)[..., :3]

    def chosen(self, name: str, psi: float = PSI) -> np.ndarray:
        """The large picture once it is that of a creature, by its name."""
        self.view.wait_for_selector(f"body[data-shown={json.dumps(f'{name}@{psi:g}')}]")
        return self.pixels("#chosen")[0]

    def saved(self, path: Path) -> Path:
        with self.view.expect_download() as download:
            self.view.click("#save")
        path = path / download.value.suggested_filename
        download.value.save_as(path)
        return path


@pytest.fixture(scope="module")
def visit(browser: Any, written: Path) -> Iterator[Visit]:
    """One visit that many tests share."""
    opened = Visit(browser, written)
    yield opened
    assert opened.trouble == []
    outside = [url for url in opened.asked if not url.startswith(("file:", "blob:null/"))]
    assert outside == [] and sum(url.startswith("file:") for url in opened.asked) == 1
    opened.view.close()


def assert_near(one: np.ndarray, other: np.ndarray) -> None:
    assert one.shape == other.shape
    assert np.abs(one.astype(int) - other).max() <= NEAR


@pages
def test_the_field_is_what_pokegan_draws(visit: Visit, sampler: Explorer) -> None:
    assert int(visit.view.get_attribute("body", "data-off") or 99) <= NEAR
    visit.view.fill("#seed", "100")
    visit.view.press("#seed", "Enter")
    visit.chosen("100")
    visit.view.wait_for_selector("body[data-first='100']")
    assert_near(visit.pixels("#field canvas"), sampler.sample(range(100, 164), PSI))


@pages
def test_a_creature_has_an_address(visit: Visit, sampler: Explorer, known: Directions) -> None:
    three, five, nine, seven = (sampler.one(text, PSI) for text in "3597")
    expected = {
        "7": seven,
        "mix(3,5,9)": sampler.cross(three, five, nine),
        "edit(7,size=2,horned=-1)": directions.edited(
            sampler, seven, {"size": 2.0, "horned": -1.0}, known
        ),
        "sum(1*3,-1*5,1*9)": arithmetic.arithmetic(sampler, "3 - 5 + 9", PSI),
    }
    for name, creature in expected.items():
        visit.view.evaluate(f"location.hash = {json.dumps(f'#{name}@{PSI}')}")
        assert_near(visit.chosen(name), sampler.drawn([creature])[0])
    square = corners(sampler, ["3", "5", "9", "7"], (5, 5), PSI)
    visit.view.evaluate("location.hash = '#square(3,5,9,7,0.25,0.75)@0.7'")
    assert_near(visit.chosen("square(3,5,9,7,0.25,0.75)"), square[3 * 5 + 1])


@pages
@pytest.mark.parametrize(
    "name",
    [
        *("7", "mix(3,5,9)", "edit(7,size=2,hue=-1)", "sum(1*3,-1*5,1*9)"),
        *("square(3,5,9,7,0.25,0.75)", "mix(sum(1*3,-1*5,1*9),5,edit(7,size=2))"),
    ],
)
def test_a_saved_picture_can_be_drawn_again(
    visit: Visit, model: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command line that `pokegan info` says."""
    for path in model.parent.iterdir():
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    visit.view.evaluate(f"location.hash = {json.dumps(f'#{name}@0.8')}")
    visit.chosen(name, 0.8)
    saved = visit.saved(tmp_path)
    recipe = read_recipe(saved)
    assert recipe is not None
    _, *words = shlex.split(remake(recipe, model))
    out = "again" if words[0] == "sample" else "again.png"
    place = words.index("--") if "--" in words else len(words)
    assert main([*words[:place], "--out", out, *words[place:]]) == 0
    again = tmp_path / ("again/seed-0007.png" if out == "again" else out)
    pixels = [np.asarray(Image.open(path).convert("RGB")) for path in (saved, again)]
    assert_near(*pixels)


@pages
def test_kept_creatures_are_crossed(visit: Visit, sampler: Explorer) -> None:
    view = visit.view
    for seed in (3, 5):
        view.evaluate(f"location.hash = '#{seed}@0.7'")
        visit.chosen(str(seed))
        view.click("#keep")
    assert view.locator("#kept .tile").count() == 2
    for number in (0, 1):
        view.locator("#kept .tile").nth(number).click()
    view.get_by_role("button", name="their cross").click()
    one, other = (sampler.one(text, PSI) for text in "35")
    assert_near(visit.chosen("mix(3,5,5)"), sampler.drawn([sampler.cross(one, None, other)])[0])
    assert view.locator("#panel td canvas").count() == 8


@pages
def test_the_square_is_walked_by_keys(visit: Visit, sampler: Explorer) -> None:
    view = visit.view
    for seed in (9, 7):
        view.evaluate(f"location.hash = '#{seed}@0.7'")
        visit.chosen(str(seed))
        view.click("#keep")
    view.get_by_role("button", name="Square").click()
    for number in range(4):
        view.locator("#kept .tile").nth(number).click()
    view.locator("#panel canvas.large").press("ArrowRight")
    visit.chosen("square(3,5,9,7,0.6,0.5)")
    with view.expect_download() as download:
        view.click("text=Save walk as GIF")
    film = Image.open(download.value.path())
    assert film.n_frames == 96 and film.size == (256, 256)
    first = np.asarray(film.convert("RGB"))[4::8, 4::8].astype(int)
    expected = sampler.drawn([sampler.one("3", PSI)])[0]
    assert np.abs(first - expected).mean() < 8  # in 256 colours


@pages
def test_what_is_saved_is_what_is_shown(visit: Visit, sampler: Explorer, tmp_path: Path) -> None:
    """Though others were pressed, and the variety moved, at once before."""
    view = visit.view
    view.evaluate("location.hash = '#7@0.7'")
    visit.chosen("7")
    view.locator("#field .tile").nth(5).click(no_wait_after=True)
    saved = visit.saved(tmp_path)
    recipe = read_recipe(saved)
    assert recipe is not None
    expected = sampler.sample([int(recipe["seeds"])], recipe["psi"])[0]
    assert_near(np.asarray(Image.open(saved).convert("RGB")), expected)
    view.evaluate("location.hash = '#7@0.2'")
    visit.chosen("7", 0.2)
    assert view.input_value("#psi") == "0.2"
    recipe = read_recipe(visit.saved(tmp_path))
    assert recipe is not None and recipe["psi"] == 0.2
    view.evaluate("location.hash = '#7@0.7'")
    visit.chosen("7")


@pages
def test_a_sum_that_was_kept_stays_what_it_was(visit: Visit) -> None:
    view = visit.view
    view.get_by_role("button", name="Sum", exact=True).click()
    for number in (0, 1, 2):
        view.locator("#kept .tile").nth(number).click()
    view.get_by_role("button", name="A - B + C").click()
    first = visit.chosen("sum(1*3,-1*5,1*9)")
    view.click("#keep")
    view.locator("#kept .tile").last.click()
    assert np.array_equal(visit.chosen("sum(1*3,-1*5,1*9)"), first)


@pages
def test_a_wrong_address_is_said(browser: Any, written: Path) -> None:
    many = ("7@9", "7@", "%", "7@1@1", "<b>", "mix(" * 300, "9" * 30, "dial(7,1=1)", "edit(7)")
    for wrong in ("mix(1,2)", "edit(7,nothing=1)", *many):
        opened = Visit(browser, written, f"#{wrong}")
        assert "names no creature" in opened.view.inner_text("#state")
        assert opened.trouble == []
        assert opened.view.title().startswith("<img")
        opened.view.close()


@pages
@pytest.mark.parametrize(
    ("family", "settings"),
    [
        ("stylegan", {"noise_from": 8, "normalisation": "adain", "channel_max": 24}),
        ("stylegan", {"channels": 4, "channel_max": 24}),
        ("progan", {"channel_max": 24, "z_dim": 24}),
        ("dcgan", {"filters": 12}),
        ("began", {"filters": 12, "z_dim": 3}),
    ],
)
def test_every_family_draws_in_a_page(
    browser: Any,
    tmp_path: Path,
    family: str,
    settings: dict[str, Any],
    random_model: Callable[..., ModelFile],
) -> None:
    made = Explorer(random_model(family, **settings))
    write_page(tmp_path / "page.html", made, Directions((), {}))
    opened = Visit(browser, tmp_path / "page.html", "#5@1")
    assert int(opened.view.get_attribute("body", "data-off") or 99) <= NEAR
    assert opened.trouble == []
    expected = made.drawn([made.one("5", 1.0)])[0]
    if expected.shape[-1] == 3:
        assert_near(opened.chosen("5", 1), expected)
    if family == "began":
        slider = opened.view.get_by_role("slider", name="number 2")
        slider.fill("0.5")
        turned = made.one("5", 1.0)
        w_plus = turned.w_plus.clone()
        w_plus[0, 2] = 0.5
        drawn = made.drawn([dataclasses.replace(turned, w_plus=w_plus)])[0]
        assert_near(opened.chosen("dial(5,2=0.5)", 1), drawn)
        recipe = read_recipe(opened.saved(tmp_path))
        assert recipe is not None and recipe["command"] == "blend"
    opened.view.close()
