"""How is a text understood without any server? By weights that were learnt once, from nlu_data, on this machine."""
