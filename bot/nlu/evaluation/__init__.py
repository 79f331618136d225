"""How well does a back end understand sentences that it was never trained on? `palabre nlu evaluate`."""
