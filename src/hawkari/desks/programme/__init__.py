"""The programme desk: what was promised, paid, taught and achieved, by whom, with proof."""
