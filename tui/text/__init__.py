"""An article as text: HTML → Document → Lines. Knows nothing of feeds, storage or screens."""
