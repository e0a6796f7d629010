import { spansOf, type Detector } from './spans.ts';

/** Not within a longer word; a letter that ends an escape (`\n`) or a percent-encoded character does not count. */
const START = String.raw`(?<![A-Za-z0-9](?<!\\[nrtbfv0]|%[0-9A-Fa-f]{2}))`;
const HEX_END = '(?![A-Za-z0-9])';

/**
 * Forms of tokens that can be told by themselves, kind and expression. Each begins with something that is rare elsewhere and goes on with one
 * class of characters, so that the time is linear. Lengths are lower bounds: a token that was made longer since is found whole.
 */
const FORMS: [kind: string, form: string][] = [
  ['GitHub token', String.raw`gh[pousr]_[A-Za-z0-9_.-]{20,}|github_pat_[A-Za-z0-9_]{22,}`],
  ['GitLab token', String.raw`(?:gl(?:pat|dt|rt|rtr|ptt|ft|soat|cbt|imt|agent|oas|ffct|wt)-[A-Za-z0-9_.=-]{16,}|GR1348941[A-Za-z0-9_-]{20,})`],
  ['Bitbucket token', String.raw`ATBB[A-Za-z0-9]{24,}|ATCTT3[A-Za-z0-9_=+/-]{40,}`],
  ['Atlassian token', String.raw`ATATT3[A-Za-z0-9_=+/-]{40,}`],
  ['npm token', String.raw`npm_[A-Za-z0-9_]{30,}`],
  ['PyPI token', String.raw`pypi-[A-Za-z0-9_-]{40,}`],
  ['RubyGems token', String.raw`rubygems_[a-f0-9]{40,}`],
  ['crates.io token', String.raw`cio[A-Za-z0-9]{32}` + HEX_END],
  ['NuGet key', String.raw`oy2[a-z0-9]{43}` + HEX_END],
  ['Slack token', String.raw`xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9%-]{10,}|xapp-[A-Za-z0-9-]{20,}`],
  ['Stripe key', String.raw`(?:[spr]k|ek)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{24,}`],
  ['Twilio key', String.raw`SK[0-9a-f]{32}` + HEX_END],
  ['SendGrid key', String.raw`SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,}`],
  ['Mailgun key', String.raw`key-[0-9a-f]{32}` + HEX_END],
  ['Mailchimp key', String.raw`[0-9a-f]{32}-us[0-9]{1,2}` + HEX_END],
  ['Brevo key', String.raw`xkeysib-[A-Za-z0-9-]{40,}`],
  ['Discord token', String.raw`[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}`],
  ['Telegram token', String.raw`[0-9]{8,10}:AA[A-Za-z0-9_-]{32,}`],
  ['Shopify token', String.raw`shp(?:at|ca|pa|ss|tka)_[A-Za-z0-9]{24,}`],
  ['Square token', String.raw`sq0[a-z]{3}-[A-Za-z0-9_-]{22,}|EAAA[A-Za-z0-9_-]{56,}`],
  ['Facebook token', String.raw`EAA[A-Za-z0-9]{60,}`],
  ['Heroku key', String.raw`HRKU-[A-Za-z0-9_-]{30,}`],
  ['DigitalOcean token', String.raw`do[oprt]_v1_[a-f0-9]{40,}`],
  ['Cloudflare token', String.raw`cf(?:k|ut|at)_[A-Za-z0-9]{40,}|v1\.0-[a-f0-9]{24}-[a-f0-9]{100,}`],
  ['New Relic key', String.raw`NR(?:AK|II|JS|RA|BR|SP)-[A-Za-z0-9_-]{19,}|[a-f0-9]{36}NRAL`],
  ['Datadog key', String.raw`dd(?:p|apm)_[A-Za-z0-9]{30,}`],
  ['Sentry token', String.raw`sntry[a-z]_[A-Za-z0-9_+/=-]{40,}`],
  ['Google key', String.raw`AIza[A-Za-z0-9_-]{30,}`],
  ['Google OAuth secret', String.raw`GOCSPX-[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{20,}|1//0[A-Za-z0-9_-]{30,}`],
  ['Firebase key', String.raw`AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{80,}`],
  ['Mapbox token', String.raw`[spt]k\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{15,}`],
  ['OpenAI key', String.raw`sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{32,}`],
  ['Anthropic key', String.raw`sk-ant-[A-Za-z0-9_-]{20,}`],
  ['OpenRouter key', String.raw`sk-or-[A-Za-z0-9_-]{30,}`],
  ['Hugging Face token', String.raw`hf_[A-Za-z0-9]{30,}|api_org_[A-Za-z0-9]{30,}`],
  ['Groq key', String.raw`gsk_[A-Za-z0-9]{40,}`],
  ['xAI key', String.raw`xai-[A-Za-z0-9]{60,}`],
  ['Perplexity key', String.raw`pplx-[A-Za-z0-9]{40,}`],
  ['Replicate token', String.raw`r8_[A-Za-z0-9]{36,}`],
  ['Linear key', String.raw`lin_(?:api|oauth)_[A-Za-z0-9_]{32,}`],
  ['Notion token', String.raw`ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}` + HEX_END],
  ['Figma token', String.raw`fig[dorup]_[A-Za-z0-9_-]{40,}`],
  ['Databricks token', String.raw`dapi[A-Fa-f0-9]{32}(?:-[0-9])?`],
  ['Grafana token', String.raw`gl(?:c|sa)_[A-Za-z0-9+/_=]{32,}`],
  ['1Password token', String.raw`ops_ey[A-Za-z0-9+/=_-]{60,}|A3-[A-Z0-9]{6}-[A-Z0-9]{6,11}(?:-[A-Z0-9]{5}){3,4}`],
  ['Vault token', String.raw`hv[sbr]\.[A-Za-z0-9_-]{20,}|s\.[A-Za-z0-9]{24}` + HEX_END],
  ['Terraform Cloud token', String.raw`[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,}`],
  ['Pulumi token', String.raw`pul-[a-f0-9]{40}`],
  ['Docker token', String.raw`dckr_[a-z]{3}_[A-Za-z0-9_-]{20,}`],
  ['Vercel token', String.raw`vc[piark]_[A-Za-z0-9]{20,}`],
  ['Netlify token', String.raw`nf[pcuob]_[A-Za-z0-9_]{36,}`],
  ['Supabase key', String.raw`sbp_[a-f0-9]{40,}|sb_secret_[A-Za-z0-9_-]{20,}`],
  ['PlanetScale token', String.raw`pscale_[a-z]{2,8}_[A-Za-z0-9_.=-]{32,}`],
  ['Fly.io token', String.raw`fm[12][a-z]?_[A-Za-z0-9+/=_,-]{60,}|fo1_[A-Za-z0-9_-]{43,}`],
  ['Doppler token', String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.-]{40,}`],
  ['Airtable token', String.raw`pat[A-Za-z0-9]{14}\.[a-f0-9]{64}`],
  ['HubSpot token', String.raw`pat-(?:na|eu|ap)[0-9]-[0-9a-fA-F-]{36}`],
  ['Dropbox token', String.raw`sl\.[A-Za-z0-9_.-]{80,}`],
  ['Postman key', String.raw`PMAK-[A-Za-z0-9-]{50,}`],
  ['Dynatrace token', String.raw`dt0[a-z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}`],
  ['Tailscale key', String.raw`tskey-[a-z]{2,20}-[A-Za-z0-9_-]{20,}`],
  ['SonarQube token', String.raw`sq[upa]_[a-f0-9]{40}`],
  ['CircleCI token', String.raw`CCIPAT_[A-Za-z0-9_]{40,}`],
  ['Buildkite token', String.raw`bk(?:ua|ct|aj)_[A-Za-z0-9]{36,}`],
  ['Contentful token', String.raw`CFPAT-[A-Za-z0-9_-]{40,}`],
  ['Adafruit key', String.raw`aio_[A-Za-z0-9]{28}` + HEX_END],
  ['EasyPost key', String.raw`EZ[AT]K[A-Za-z0-9]{54}`],
  ['X bearer token', String.raw`AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{50,}`],
  ['AWS access key', String.raw`(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA|ABIA|ACCA)[A-Z0-9]{16}` + HEX_END],
  ['AWS session token', String.raw`(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+=%]{60,}`],
  ['AWS Bedrock key', String.raw`ABSK[A-Za-z0-9+/=]{100,}`],
  ['Azure storage key', String.raw`(?<!sha512[-:=])[A-Za-z0-9+/]{86}==` + HEX_END],
  ['Azure client secret', String.raw`[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{30,}`],
  ['Alibaba Cloud key', String.raw`LTAI[A-Za-z0-9]{16,26}` + HEX_END],
  ['Yandex Cloud key', String.raw`(?:AQVN|y0_)[A-Za-z0-9_-]{35,}`],
  ['age key', String.raw`AGE-SECRET-KEY-1[0-9A-Za-z]{40,}`],
  ['JSON Web Token', String.raw`ey[JK][A-Za-z0-9_-]{10,600}\.ey[JK][A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{10,}`],
  ['extended private key', String.raw`[xyzt]prv[A-Za-z0-9]{100,}`],
];

/** Secrets inside of an address; what stands around them stays. */
const WEBHOOKS: [kind: string, form: string][] = [
  ['Slack webhook', String.raw`hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/(?<secret>[A-Za-z0-9/_-]{20,})`],
  ['Discord webhook', String.raw`discord(?:app)?\.com/api/(?:v[0-9]{1,2}/)?webhooks/(?<secret>[0-9]{10,25}/[A-Za-z0-9_-]{40,})`],
  ['Teams webhook', String.raw`webhook\.office\.com/webhookb2/(?<secret>[A-Za-z0-9@/-]{60,})`],
  ['Google Chat webhook', String.raw`chat\.googleapis\.com/v1/spaces/(?<secret>[A-Za-z0-9_-]{5,30}/messages\?[A-Za-z0-9_=&%-]{40,})`],
  ['webhook', String.raw`hooks\.zapier\.com/hooks/catch/(?<secret>[0-9]{4,12}/[A-Za-z0-9]{5,20})`],
  ['shared access signature', String.raw`[?&;](?:amp;)?sig=(?<secret>[A-Za-z0-9%+/=_-]{20,})`],
  ['signed address', String.raw`X-(?:Amz|Goog)-(?:Signature|Security-Token|Credential)=(?<secret>[A-Za-z0-9%+/=_.-]{20,})`],
  ['one-time password seed', String.raw`otpauth://[a-z]{4}/[^\s"'<>?]{0,200}\?(?:[a-z]{1,12}=[^\s"'<>&]{0,64}&){0,6}secret=(?<secret>[A-Za-z2-7=]{8,})`],
];

const expressions: [kind: string, expression: RegExp][] = [
  ...FORMS.map(([kind, form]): [string, RegExp] => [kind, new RegExp(`${START}(?:${form})`, 'dg')]),
  ...WEBHOOKS.map(([kind, form]): [string, RegExp] => [kind, new RegExp(form, 'dg')]),
];

/** Values that documentation shows. */
const EXAMPLE = /EXAMPLE|^(?:sk|pk|rk)-?_?[a-z_-]*x+$|([A-Za-z0-9])\1{11}/;

/** Tokens of services, by their form. */
export const findTokens: Detector = (text) => expressions.flatMap(([kind, expression]) => spansOf(text, expression, kind, (secret) => kind === 'X bearer token' || kind === 'Firebase key' || !EXAMPLE.test(secret)));
