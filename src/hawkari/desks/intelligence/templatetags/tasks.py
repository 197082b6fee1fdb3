"""Template parts of the page of tasks."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hawkari.desks.intelligence import task_words
from hawkari.engines.disruption.asking import Question

__all__ = ["gain", "share_bar", "task_answer", "task_state"]

register = template.Library()


@register.filter
def task_state(name: str) -> str:
    """A task's state in words."""
    return task_words.state(name)


@register.filter
def task_answer(name: str) -> str:
    """A task's answer in words."""
    return task_words.answer(name)


@register.simple_tag
def gain(question: Question) -> SafeString:
    """The expected fall of what is left, in hundredths, with its 90 % interval, isolated."""
    return format_html(
        '<span class="nw"><span class="num">{} %</span> <span class="ci">({} – {} %)</span></span>',
        *(_signed(number) for number in (question.gain, question.low, question.high)),
    )


def _signed(value: float) -> str:
    text = f"{abs(value) * 100:.1f}"
    return f"\u2212{text}" if value < 0 and text != "0.0" else text


@register.simple_tag
def share_bar(value: float) -> SafeString:
    """A share (0-1) drawn as a bar; the figure stands beside it."""
    return format_html(
        '<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="b-start" x="0" y="3" width="{}" height="10"/></svg>',
        f"{value * 100:.2f}",
    )
