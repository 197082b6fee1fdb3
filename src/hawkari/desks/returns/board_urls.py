"""Addresses of the board."""

from django.urls import path

from hawkari.desks.returns.views import board

urlpatterns = [
    path("", board.board_page, name="board"),
    path("board.csv", board.board_file, name="board_file"),
    path("board/act", board.act, name="board_act"),
]
