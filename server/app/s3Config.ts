/** Settings of an S3-compatible store from the environment: all of them, or none. */
export interface S3Config {
  /** Without a slash at the end. */
  endpoint: string
  bucket: string
  region: string
  key: string
  secret: string
}

const NAMES = {
  endpoint: 'QUARTERHOUR_S3_ENDPOINT',
  bucket: 'QUARTERHOUR_S3_BUCKET',
  key: 'QUARTERHOUR_S3_KEY',
  secret: 'QUARTERHOUR_S3_SECRET',
} as const

/** @returns undefined where none is set @throws Error where some are missing, or the endpoint is no address */
export function readS3Config(env: NodeJS.ProcessEnv): S3Config | undefined {
  const missing = Object.values(NAMES).filter((name) => !env[name])
  if (missing.length === Object.keys(NAMES).length) return undefined
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')}: missing, beside other settings of the store`)
  const endpoint = env[NAMES.endpoint]!
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new Error(
      `${NAMES.endpoint}: found "${endpoint}", expected an address such as https://s3.example.org`,
    )
  const bucket = env[NAMES.bucket]!
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error(`${NAMES.bucket}: found "${bucket}", expected the name of a bucket`)
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    bucket,
    region: env.QUARTERHOUR_S3_REGION || 'us-east-1',
    key: env[NAMES.key]!,
    secret: env[NAMES.secret]!,
  }
}
