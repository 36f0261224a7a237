-- copies of a database for tests must not speak to anybody, nor know how
UPDATE dscsa_source
   SET mode = 'off', username = NULL, secret = NULL, sign_in = 'none';
