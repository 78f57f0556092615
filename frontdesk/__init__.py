"""The only door to the public: patient API, inbox, pages, outbox delivery."""
