"""Who comes in: accounts and their keys, log-ins, the signing of acts, the throttle of forms that anybody may send."""
