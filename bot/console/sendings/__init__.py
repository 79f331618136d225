"""What is sent to many, when, and how far has it come? The pages of sendings."""
