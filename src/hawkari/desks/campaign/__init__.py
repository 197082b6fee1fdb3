"""The campaign desk: what smugglers claim, what is answered, and whether it worked."""
