"""What a campaign changed, with an interval and a comparison group, or not at all."""

__all__: list[str] = []
