/** The arrows between the folders: shared ← server, shared ← client; the client imports only types of the server. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: { path: '^(client|server|shared|geodata)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(client|server|geodata|tests)/' },
    },
    {
      name: 'shared-does-no-io',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-not-client',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(client|tests)/' },
    },
    {
      name: 'only-the-demo-knows-geodata',
      severity: 'error',
      from: { path: '^(server/(?!demo/)|client/)' },
      to: { path: '^geodata/' },
    },
    {
      name: 'client-takes-types-of-the-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|tests)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'geodata-takes-shared',
      severity: 'error',
      from: { path: '^geodata/' },
      to: { path: '^(client|server|tests)/' },
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      from: { path: '^(server|client|shared|geodata)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
