"""From a partner's file to audited statements: terms, layout, markings, steps, refused rows."""
