"""Comments of the public: what is gathered before it is sent, the sending, and forms that came on paper or by mail."""
