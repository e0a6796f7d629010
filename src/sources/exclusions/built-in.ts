/** Files that hold keys and passwords by what they are called. The patterns are those of a .gitignore, without regard to case. */
export const BUILT_IN = [
  ...['.env', '.env.*', '*.env', '.envrc', '!.env.example', '!.env.sample', '!.env.template', '!.env.dist', '!example.env', '!sample.env'],
  ...['*.pem', '*.key', '*.pfx', '*.p12', '*.p8', '*.ppk', '*.jks', '*.keystore', '*.kdbx', '*.kdb', '*.ovpn', '*.agekey'],
  ...['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk'],
  ...['.npmrc', '.pypirc', '.netrc', '_netrc', '.pgpass', '.my.cnf', '.htpasswd', '.git-credentials', '.vault-token', '.s3cfg', '.boto', '.dockercfg', '**/.docker/config.json', '**/.kube/config', 'kubeconfig'],
  ...['secrets.*', 'secret.json', 'secret.yml', 'secret.yaml', 'credentials', '*credentials.json', 'credentials.y*ml', 'credentials.ini', 'credentials.toml', 'credentials.xml', 'credentials.properties', 'credentials.csv', 'credentials.txt', '*service[-_]account*.json', 'client_secret*.json'],
  ...['*.tfstate', '*.tfstate.*', '*.tfvars', '!*.example.tfvars', 'master.key', '*.mobileprovision'],
];
