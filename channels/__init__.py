"""The only public process: what visitors' browsers, WeChat and partners' programs speak to."""
