/** Numbers from 0 up to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A secret as it stands in a text: the text, and the parts of it that must not leave. */
export interface Placed {
  text: string;
  secrets: string[];
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${ALNUM}+/`;
const URL64 = `${ALNUM}-_`;

/** Every kind with a fresh value. Those without words around them are tokens that can be told by their form alone. */
export function kindsFrom(random: () => number): Record<string, () => Placed> {
  const of = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]!).join('');
  const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;
  const base64 = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256))).toString('base64');
  const url64 = (bytes: number) => base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const uuid = () => [8, 4, 4, 4, 12].map((length) => of(HEX, length)).join('-');
  /** As a password manager makes them: of letters, digits and signs that need no escape. */
  const password = () => of(UPPER, 1) + of(LOWER, 2) + of(DIGITS, 2) + of(`${ALNUM}!@*_+-.~`, 6 + Math.floor(random() * 10)) + of(ALNUM, 1);
  const simple = () => of(UPPER, 1) + of(LOWER, 3) + of(DIGITS, 3) + of(ALNUM, 8);
  const token = (...parts: string[]): Placed => ({ text: parts.join(''), secrets: [parts.join('')] });
  const within = (before: string, secret: string, after = ''): Placed => ({ text: before + secret + after, secrets: [secret] });
  const lines = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, 'g'))!;
  const pem = (name: string, bytes: number): Placed => {
    const body = lines(base64(bytes), 64);
    return { text: [`-----BEGIN ${name}-----`, ...body, `-----END ${name}-----`].join('\n'), secrets: body.filter((line) => line.length > 15) };
  };
  const jwt = () => `eyJ${Buffer.from('alg":"HS256","typ":"JWT"}').toString('base64url').slice(0, 30)}.eyJ${url64(40)}.${url64(32)}`;

  return {
    'AWS access key': () => token(pick('AKIA', 'ASIA'), of(`${UPPER}234567`, 16)),
    'AWS secret access key': () => within(pick('aws_secret_access_key = ', 'AWS_SECRET_ACCESS_KEY=', 'secretAccessKey: "', '"SecretAccessKey": "'), of(BASE64, 40), ''),
    'AWS session token': () => within('AWS_SESSION_TOKEN=', `IQoJb3JpZ2lu${of(BASE64, 200)}==`),
    'AWS signed address': () => within('https://b.s3.amazonaws.com/o?X-Amz-Expires=60&X-Amz-Signature=', of(HEX, 64)),
    'GCP service account': () => {
      const { text, secrets } = pem('PRIVATE KEY', 400);
      const id = of(HEX, 40);
      return { text: JSON.stringify({ type: 'service_account', private_key_id: id, private_key: `${text}\n` }), secrets };
    },
    'Google API key': () => token('AIza', of(URL64, 35)),
    'Google OAuth secret': () => token('GOCSPX-', of(URL64, 28)),
    'Google access token': () => token('ya29.', of(URL64, 120)),
    'Firebase server key': () => token('AAAA', of(URL64, 7), ':APA91b', of(URL64, 134)),
    'Azure storage key': () => within('DefaultEndpointsProtocol=https;AccountName=store;AccountKey=', `${of(BASE64, 86)}==`, ';EndpointSuffix=core.windows.net'),
    'Azure shared access signature': () => within('https://a.blob.core.windows.net/c?sv=2022-11-02&se=2030-01-01&sig=', encodeURIComponent(base64(32))),
    'Azure client secret': () => token(of(ALNUM, 3), of(DIGITS, 1), 'Q~', of(`${ALNUM}_~.-`, 33), of(ALNUM, 1)),
    'Azure service bus': () => within('Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=', base64(32)),
    'GitHub token': () => token(pick('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'), of(ALNUM, 36)),
    'GitHub fine-grained token': () => token('github_pat_', of(ALNUM, 22), '_', of(ALNUM, 59)),
    'GitLab token': () => token(pick('glpat-', 'gldt-', 'glrt-', 'glptt-'), of(URL64, 20)),
    'Bitbucket app password': () => token('ATBB', of(ALNUM, 32)),
    'Atlassian token': () => token('ATATT3xFfGF0', of(URL64, 120), '=', of(HEX.toUpperCase(), 8)),
    'npm token': () => token('npm_', of(ALNUM, 36)),
    '.npmrc': () => within(pick('//registry.npmjs.org/:_authToken=', '//npm.pkg.github.com/:_authToken='), uuid()),
    '.npmrc _auth': () => within('_auth=', Buffer.from(`builder:${password()}`).toString('base64')),
    'PyPI token': () => token('pypi-AgEIcHlwaS5vcmc', of(URL64, 150)),
    '.pypirc': () => within('[pypi]\nusername = builder\npassword = ', password()),
    'RubyGems token': () => token('rubygems_', of(HEX, 48)),
    'Slack token': () => token(pick('xoxb-', 'xoxp-'), of(DIGITS, 12), '-', of(DIGITS, 12), '-', of(ALNUM, 24)),
    'Slack webhook': () => within('https://hooks.slack.com/services/', `T${of(UPPER, 8)}/B${of(UPPER, 8)}/${of(ALNUM, 24)}`),
    'Discord token': () => token(pick('M', 'N'), of(ALNUM, 23), '.', of(URL64, 6), '.', of(URL64, 27)),
    'Discord webhook': () => within('https://discord.com/api/webhooks/', `${of(DIGITS, 18)}/${of(URL64, 68)}`),
    'Telegram token': () => token('1', of(DIGITS, 9), ':AA', of(URL64, 33)),
    'Stripe key': () => token(pick('sk_live_', 'rk_live_', 'sk_test_'), of(ALNUM, 24)),
    'Twilio key': () => token('SK', of(HEX, 32)),
    'Twilio auth token': () => within(pick('TWILIO_AUTH_TOKEN=', 'authToken: "'), of(HEX, 32)),
    'SendGrid key': () => token('SG.', of(URL64, 22), '.', of(URL64, 43)),
    'Mailgun key': () => token('key-', of(HEX, 32)),
    'Mailchimp key': () => token(of(HEX, 32), '-us', pick('1', '12')),
    'Shopify token': () => token(pick('shpat_', 'shpss_', 'shpca_'), of(HEX, 32)),
    'Square token': () => token(pick('sq0atp-', 'sq0csp-'), of(URL64, 22), of(ALNUM, 10)),
    'Heroku key': () => within('HEROKU_API_KEY=', uuid()),
    'DigitalOcean token': () => token('dop_v1_', of(HEX, 64)),
    'Cloudflare token': () => within('CLOUDFLARE_API_TOKEN=', of(URL64, 40)),
    'Datadog key': () => within(pick('DD_API_KEY=', 'datadog_api_key: ', 'DD_APP_KEY='), of(HEX, pick(32, 40))),
    'New Relic key': () => token('NRAK-', of(UPPER + DIGITS, 27)),
    'Sentry token': () => token('sntrys_', of(URL64, 100)),
    'Algolia admin key': () => within(pick('ALGOLIA_ADMIN_KEY=', 'ALGOLIA_API_KEY: '), of(HEX, 32)),
    'Mapbox token': () => token('sk.eyJ', of(URL64, 80), '.', of(URL64, 22)),
    'OpenAI key': () => token('sk-proj-', of(URL64, 74), 'T3BlbkFJ', of(URL64, 74)),
    'Anthropic key': () => token('sk-ant-api03-', of(URL64, 93), 'AA'),
    'Hugging Face token': () => token('hf_', of(UPPER + LOWER, 34)),
    'Groq key': () => token('gsk_', of(ALNUM, 52)),
    'Linear key': () => token('lin_api_', of(ALNUM, 40)),
    'Notion token': () => token('ntn_', of(DIGITS, 11), of(ALNUM, 35)),
    'Figma token': () => token('figd_', of(URL64, 40)),
    'Databricks token': () => token('dapi', of(HEX, 32)),
    'Grafana token': () => token('glsa_', of(ALNUM, 32), '_', of(HEX, 8)),
    'Vault token': () => token('hvs.', of(URL64, 95)),
    'Terraform Cloud token': () => token(of(ALNUM, 14), '.atlasv1.', of(URL64, 67)),
    'Docker token': () => token('dckr_pat_', of(URL64, 27)),
    'Docker configuration': () => within('{"auths":{"https://index.docker.io/v1/":{"auth":"', Buffer.from(`builder:${password()}`).toString('base64'), '"}}}'),
    'Vercel token': () => token('vcp_', of(ALNUM, 40)),
    'Tailscale key': () => token('tskey-auth-', of(ALNUM, 14), '-', of(ALNUM, 32)),
    'Supabase key': () => token('sbp_', of(HEX, 40)),
    'PlanetScale password': () => token('pscale_pw_', of(URL64, 43)),
    'Doppler token': () => token('dp.st.prod.', of(ALNUM, 43)),
    'Airtable token': () => token('pat', of(ALNUM, 14), '.', of(HEX, 64)),
    'Postman key': () => token('PMAK-', of(HEX, 24), '-', of(HEX, 34)),
    'JSON Web Token': () => token(jwt()),
    'age key': () => token('AGE-SECRET-KEY-1', of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)),
    'RSA key': () => pem('RSA PRIVATE KEY', 600),
    'OpenSSH key': () => pem('OPENSSH PRIVATE KEY', 300),
    'EC key': () => pem('EC PRIVATE KEY', 120),
    'PKCS#8 key': () => pem(pick('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'), 800),
    'PGP key': () => pem('PGP PRIVATE KEY BLOCK', 500),
    'key in a string': () => {
      const { text, secrets } = pem('PRIVATE KEY', 300);
      return { text: JSON.stringify(text), secrets };
    },
    'WireGuard key': () => within('PrivateKey = ', base64(32)),
    'one-time password seed': () => within('otpauth://totp/App:a@example.com?secret=', of(`${UPPER}234567`, 32), '&issuer=App'),
    'PostgreSQL address': () => within('postgres://service:', simple(), '@db.internal:5432/app'),
    'MongoDB address': () => within('mongodb+srv://service:', simple(), '@c0.mongodb.net/app?retryWrites=true'),
    'Redis address': () => within('redis://:', simple(), '@cache.internal:6379/0'),
    'AMQP address': () => within('amqps://service:', encodeURIComponent(`${password()}#/`), '@mq.internal/vhost'),
    'address with a password': () => within('https://deployer:', simple(), '@git.internal/team/app.git'),
    'address with a token': () => within('https://', `x${of(ALNUM, 30)}1aB`, '@git.internal/team/app.git'),
    'ADO.NET connection string': () => within('Server=db;Database=app;User Id=sa;Password=', simple(), ';Encrypt=true'),
    'libpq connection string': () => within('host=db user=service password=', simple(), ' sslmode=require'),
    'JDBC address': () => within('jdbc:mysql://db/app?user=service&password=', simple()),
    '.netrc': () => within('machine git.internal login deployer password ', password()),
    '.pgpass': () => within('\ndb.internal:5432:app:service:', simple(), '\n'),
    'basic authorization': () => within('Authorization: Basic ', Buffer.from(`service:${password()}`).toString('base64')),
    'bearer authorization': () => within(pick('Authorization: Bearer ', '"Authorization": "Bearer '), url64(30)),
    'API key header': () => within(pick('X-Api-Key: ', '-H "x-api-key: '), of(ALNUM, 32)),
    cookie: () => within('Set-Cookie: session=', of(ALNUM, 40), '; Path=/; HttpOnly'),
    'session id': () => within('Cookie: theme=dark; JSESSIONID=', of(UPPER + DIGITS, 32)),
    'curl -u': () => within('curl -u service:', simple(), ' https://api.internal/v1'),
    'command line flag': () => within(pick('deploy --password ', 'deploy --password=', 'deploy --token '), simple()),
    'Kubernetes secret': () => within('apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  value: ', Buffer.from(password()).toString('base64')),
    'Terraform variable': () => within('variable "db_password" {\n  default = "', password(), '"\n}'),
    'environment of a container': () => within('- name: DB_PASSWORD\n  value: "', password(), '"'),
    'XML element': () => within('<password>', simple(), '</password>'),
    'app.config': () => within('<add key="ApiKey" value="', of(ALNUM, 32), '" />'),
    'client secret': () => within(pick('client_secret: "', 'clientSecret = "', '"client_secret": "'), of(URL64, 40), '"'),
    passphrase: () => within('passphrase = "', [pick('orbit', 'walnut'), pick('copper', 'meadow'), pick('lantern', 'velvet'), pick('harbor', 'thimble')].join('-'), '"'),
    'generic secret': () => within(pick('secret = "', 'SECRET_KEY = "', 'signing_key: "'), of(ALNUM, 40), '"'),
    'fallback in code': () => within(pick('password: process.env.DB_PASSWORD ?? "', 'PASSWORD = os.environ.get("DB_PASSWORD") or "', 'password: ENV.fetch("DB_PASSWORD") { "'), simple(), '"'),
    'name and value on one line': () => within(pick('{"name":"DB_PASSWORD","value":"', '{"value": "', '{"Key": "DB_PASSWORD", "Value": "'), simple(), '", "name": "DB_PASSWORD"}'),
    'block of YAML': () => within(pick('password: |\n  ', 'password: >-\n    '), simple(), '\n'),
    'property list': () => within('<key>Password</key>\n<string>', simple(), '</string>'),
    'user of a database': () => within("CREATE USER app IDENTIFIED BY '", simple(), "';"),
    'second of a list': () => within(`passwords: ["${simple()}", "`, simple(), '"]'),
    'password with any signs': () => within(pick('DB_PASSWORD=', 'password: '), `${simple()}${pick('{', '(', ';', ',', '<', '|')}${of(ALNUM, 6)}x`),
    'address with signs that should be encoded': () => within('postgres://service:', `${simple()}${pick('/', '#', '?', '@')}${of(ALNUM, 6)}`, '@db.internal/app'),
    'random string': () => within('const value = "', of(ALNUM, 40), '"'),
  };
}

const percent = (text: string) => text.replace(/[^A-Za-z0-9._~-]/g, (character) => encodeURIComponent(character).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`));

/** The texts that reach a model, each with something else around the secret. */
export const carriers: Record<string, (placed: Placed, random: () => number) => Placed> = {
  diff({ text, secrets }, random) {
    const mark = random() < 0.5 ? '+' : '-';
    const body = text.split('\n').map((line) => mark + line);
    return { text: ['diff --git a/app/config b/app/config', 'index 3f1c9aa..b20d2c4 100644', '--- a/app/config', '+++ b/app/config', `@@ -1,3 +1,${body.length + 3} @@ section`, ' # before', ...body, ' # after', ''].join('\n'), secrets };
  },
  code({ text, secrets }, random) {
    const forms = [
      (value: string) => `# settings\n${value}\nprint("done")\n`,
      (value: string) => `export const settings = \`${value}\`;\n`,
      (value: string) => `/* ${value} */\nint main(void) { return 0; }\n`,
      (value: string) => `let s = r#"${value}"#;\n`,
      (value: string) => `cat <<EOF\n${value}\nEOF\n`,
      (value: string) => `@Test void reads() {\n    // ${value}\n}\n`,
    ];
    return { text: forms[Math.floor(random() * forms.length)]!(text), secrets };
  },
  path({ text, secrets }) {
    // What no file name holds stands percent-encoded in one.
    return { text: `backup/${percent(text)}/dump.sql`, secrets: secrets.flatMap((secret) => [secret, percent(secret)]) };
  },
  message({ text, secrets }) {
    return { text: `fix(deploy): use the right one\n\nIt was in the log as well:\n${text}\n\nSigned-off-by: A <a@example.com>\n`, secrets };
  },
  rule({ text, secrets }) {
    return { text: `Disallow credentials in code.\n\n## Incorrect\n\n\`\`\`\n${text}\n\`\`\`\n\nKeep them elsewhere.\n`, secrets };
  },
  base64({ text, secrets }) {
    const encoded = Buffer.from(text).toString('base64');
    return { text: `payload: ${encoded}\n`, secrets: [...secrets, encoded] };
  },
};
