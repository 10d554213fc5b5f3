"""The pages in a browser: accessible, readable without JavaScript, by keyboard, on a phone, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from gold_documents import gold_documents
from looking import PHONE, kept, violations

pytestmark = pytest.mark.browser
TOKEN = "a token for the tests"
PERSON = "/person?id=p-ferran-adebayo-lind"
QUOTED = next(one for one in gold_documents()[0].attributions if one.verbatim)
PAGES = {
    "read": "/",
    "search": "/search?words=the&limit=6",
    "people": "/people",
    "person": PERSON,
    "person-words": PERSON + "&words=the",
    "statement": f"/statement?id={QUOTED.id}",
    "check": "/check",
    "check-altered": "/check?quote=We+will+not+leave+a+simple+family+in+a+tent+for+two+winters",
    "check-not-found": "/check?quote=Nobody+said+this",
    "compare": "/compare?about=We+will",
    "review": "/review",
    "articles": "/articles",
    "article": "/article?id=samples%2Fagency-letter.txt&revision=2",
    "changes": "/article?id=samples%2Fagency-letter.txt&revision=2&changes=1",
    "about": "/about",
    "not-there": "/nothing-here",
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit: Callable[..., Any], name: str) -> None:
    page = visit(PAGES[name])
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert violations(page) == [], "dark, phone"
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0, "nothing sticks out at phone width"
    kept(page, name)


@pytest.mark.parametrize("name", PAGES)
def test_pages_read_without_javascript(visit: Callable[..., Any], name: str) -> None:
    page = visit(PAGES[name], script=False)
    assert page.locator("h1").count() == 1
    assert len(page.locator("main").inner_text().strip()) > 40


def test_a_report_read_without_javascript_shows_who_said_it(visit: Callable[..., Any]) -> None:
    page = visit("/", script=False)
    _paste(page)
    assert page.locator(".verbatim").count() > 3
    note = page.locator(".note").first
    note.locator("summary").click()
    assert "How known" in note.inner_text()
    assert "were right" in note.inner_text(), "the confidence as a measured rate"


def test_a_report_is_accessible_with_a_note_open_on_any_screen(visit: Callable[..., Any]) -> None:
    page = visit("/")
    _paste(page)
    page.locator(".note summary").first.click()
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_the_three_kinds_of_words_differ_without_colour(visit: Callable[..., Any]) -> None:
    page = visit("/")

    def look(kind: str) -> tuple[str, ...]:
        names = "'fontStyle', 'fontFamily', 'textDecorationStyle', 'textDecorationLine', 'borderTopStyle'"
        script = f"""() => {{ const style = getComputedStyle(document.querySelector('.specimen .{kind}'));
            return [...[{names}].map((name) => style[name]), String(style.boxShadow !== 'none')]; }}"""
        return tuple(page.evaluate(script))

    looks = [look(kind) for kind in ("verbatim", "paraphrase", "insertion", "unclear")]
    assert len(set(looks)) == 4


def test_pointing_at_words_lights_their_note_and_a_tap_opens_it(visit: Callable[..., Any]) -> None:
    page = visit("/")
    _paste(page)
    words = page.locator(".verbatim[data-n]").first
    number = words.get_attribute("data-n")
    note = page.locator(f".note[data-n='{number}']")
    words.hover()
    assert "lit" in (note.get_attribute("class") or "")
    words.click()
    assert note.get_attribute("open") is not None


def test_pointing_shows_who_said_it_and_escape_puts_it_away(visit: Callable[..., Any]) -> None:
    page = visit("/")
    _paste(page)
    words = page.locator(".verbatim[data-n]").first
    note = page.locator(f".note[data-n='{words.get_attribute('data-n')}']")
    words.hover()
    page.locator(".note[open]").wait_for()
    shown = note.locator(".note-card").inner_text()
    for field in ("Who", "How known", "Manner", "Statement", "were right"):
        assert field in shown
    note.locator(".note-card").hover()  # the card can be pointed at, too, without going away
    assert note.get_attribute("open") is not None
    page.mouse.move(5, 5)
    page.locator(".note[open]").wait_for(state="detached")
    words.click()
    page.mouse.move(5, 5)
    page.locator(".note[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator(".note[open]").wait_for(state="detached")


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_a_statement_leads_to_its_note(visit: Callable[..., Any], script: bool) -> None:
    document = gold_documents()[0]
    page = visit(f"/article?id={quote(document.article.id)}#a-{QUOTED.id}", script=script)
    note = page.locator(f"[id='a-{QUOTED.id}'] + .note")
    assert note.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    if script:
        assert note.get_attribute("open") is not None
        assert page.locator(f".verbatim.lit[data-n='{note.get_attribute('data-n')}']").count() >= 1


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(80):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_every_main_task_is_done_by_keys_alone(visit: Callable[..., Any]) -> None:
    page = visit("/")
    # read: paste, read it, open what is known of the first statement
    _tab_to(page, "#text")
    page.keyboard.insert_text(gold_documents()[0].article.text)
    _tab_to(page, "button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".report")
    _tab_to(page, ".note summary")
    page.keyboard.press("Enter")
    assert page.locator(".note[open]").count() == 1
    # search: words, then a facet, then the article of a result
    page.goto(page.url.rsplit("/", 1)[0] + "/search")
    _tab_to(page, "#words")
    page.keyboard.insert_text("the")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("words=the"))
    page.locator(".facets a").first.wait_for()
    _tab_to(page, ".facets a")
    page.keyboard.press("Enter")
    page.locator(".facets a.chosen").wait_for()
    page.wait_for_load_state("load")
    _tab_to(page, ".hit footer a")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.report")
    # check: a quotation
    page.goto(page.url.split("/article")[0] + "/check")
    _tab_to(page, "#quote")
    page.keyboard.insert_text("We were patient for ten years.")
    _tab_to(page, "form[action='/check'][method='get'] button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict.is-verbatim")


def test_searching_and_checking_need_no_javascript(visit: Callable[..., Any]) -> None:
    page = visit("/search", script=False)
    page.fill("#words", "salt")
    page.press("#words", "Enter")
    assert page.locator(".hit").count() == 3
    page.locator(".hit-who a").first.click()
    assert page.locator("h1").inner_text() == page.title().split(" · ")[0], "the speaker's own page"
    page.goto(page.url.split("/person")[0] + "/check")
    page.fill("#quote", "We were patient for ten years.")
    page.locator("form[method='get'] button.primary").click()
    assert page.locator(".verdict.is-verbatim").count() == 1


def test_keyboard_alone_reaches_content_statement_and_note(visit: Callable[..., Any]) -> None:
    page = visit("/")
    _paste(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    _tab_to(page, ".ref")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.evaluate("document.activeElement.parentElement.open") is True


def test_a_search_changes_in_place_and_in_its_address(visit: Callable[..., Any]) -> None:
    page = visit("/search")
    page.evaluate("window.stayed = true")
    page.fill("#words", "salt")
    page.press("#words", "Enter")
    page.wait_for_url(re.compile("words=salt"))
    page.wait_for_function("document.querySelector('.hits .summary').innerText.startsWith('3 ')")
    assert page.evaluate("window.stayed") is True, "the page was not loaded anew"


def test_pictures_are_drawn_from_their_tables(visit: Callable[..., Any]) -> None:
    page = visit(PERSON)
    page.wait_for_selector("[data-picture='timeline'] svg.plot rect")
    bars = page.locator("[data-picture='timeline'] svg.plot g[aria-label='rect'] rect").count()
    assert bars >= 10
    assert page.locator(".network circle.speck").count() == (30 - 12) + (40 - 12)


def test_how_a_statement_spread_is_drawn_without_javascript(visit: Callable[..., Any]) -> None:
    page = visit(PAGES["compare"], script=False)
    drawn = page.locator(".spread svg.for-desk")
    assert drawn.is_visible()
    assert drawn.locator("circle.printed.first").count() >= 1
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not drawn.is_visible()
    assert page.locator(".spread svg.for-phone").is_visible(), "drawn anew for a phone, not made small"


def test_a_reviewer_decides_by_keys_and_undoes(visit: Callable[..., Any]) -> None:
    page = visit("/review")
    page.fill("#name", "Ada")
    page.fill("#token", TOKEN)
    page.click("text=Sign in >> nth=-1")
    page.wait_for_selector(".decide")
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector(".done")
    assert "struck" in page.locator(".done").inner_text()
    page.keyboard.press("u")
    page.locator(".done", has_text="confirmed").first.wait_for()
    log = page.locator(".log tbody tr")
    assert log.count() == 2, "the decision and its undoing"
    assert "Ada" in log.first.inner_text()
    assert "undone" in log.first.inner_text()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert violations(page) == []
    page.locator(".log button", has_text="Undo").first.click()
    page.locator(".done", has_text="confirmed").first.wait_for()


def test_after_a_decision_the_next_is_at_hand_and_a_figure_names_another_speaker(visit: Callable[..., Any]) -> None:
    page = visit("/review")
    page.fill("#name", "Ada")
    page.fill("#token", TOKEN)
    page.click("text=Sign in >> nth=-1")
    page.wait_for_selector(".others")
    item = page.locator(".review-item", has=page.locator(".others")).first
    named = item.locator("button[data-key='1']").get_attribute("value")
    item.focus()
    page.keyboard.press("j")  # the keys count from the first
    page.keyboard.press("1")
    page.wait_for_selector(".done")
    assert "speaker corrected" in page.locator(".done").inner_text()
    assert named in page.locator(".log tbody tr").first.inner_text()
    assert page.evaluate("document.activeElement === document.querySelector('.review-item')")
    page.keyboard.press("u")
    page.locator(".log tbody tr:first-child", has_text="undone").wait_for()


def test_a_draft_is_checked_in_the_margin(visit: Callable[..., Any]) -> None:
    page = visit("/check")
    page.fill("#draft", "He said: “We were patient for ten years.” And: “Nobody at all knows this sentence.”")
    page.click("text=Check the draft")
    page.wait_for_selector(".checked")
    assert page.locator(".checked.good").count() == 1
    assert page.locator(".checked.is-not-found").count() == 1
    assert violations(page) == []


def _paste(page: Any) -> None:
    page.fill("#text", gold_documents()[0].article.text)
    page.click("text=Read it")
    page.wait_for_selector(".report")
