/** What this browser has to do with notifications: whether it can, whether it is on, switching on and off. */
import { api } from '../api/trpc.ts'
import { startService } from '../offline/service.ts'

/** `insecure`: the page came by plain http; `missing`: a browser without; `blocked`: the person has said no to it before. */
export type PushAbility = 'able' | 'insecure' | 'missing' | 'blocked'

export function pushAbility(): PushAbility {
  if (!isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'missing'
  return Notification.permission === 'denied' ? 'blocked' : 'able'
}

/** The browser asked its maker's push service and got no place there. */
export class NoPushService extends Error {}

async function current(): Promise<PushSubscription | null> {
  if (pushAbility() === 'insecure' || pushAbility() === 'missing') return null
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function hashOf(endpoint: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The hash of this browser's endpoint; null while it has none. */
export async function ownEndpointHash(): Promise<string | null> {
  const subscription = await current()
  return subscription && hashOf(subscription.endpoint)
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )

export interface Subscribed {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/**
 * Asks the person, then the browser's push service.
 * @returns null when the person says no @throws NoPushService where the push service is not reached
 */
export async function subscribe(publicKey: string): Promise<Subscribed | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  await startService()
  const registration = await navigator.serviceWorker.ready
  const applicationServerKey = bytesOf(publicKey)
  const made = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(async () => {
      // One that was made for another installation at this address stands in the way.
      await (await registration.pushManager.getSubscription())?.unsubscribe()
      return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    })
    .catch((cause: unknown) => {
      throw new NoPushService('no place at the push service', { cause })
    })
  const { endpoint, keys } = made.toJSON()
  return { endpoint: endpoint!, keys: { p256dh: keys!.p256dh!, auth: keys!.auth! } }
}

export const unsubscribe = async (): Promise<void> => void (await (await current())?.unsubscribe())

/** Signing out: whoever sits here next is not told what concerns this person. */
export async function endOwnPush(): Promise<void> {
  try {
    const endpointHash = await ownEndpointHash()
    if (endpointHash === null) return
    // This browser first: that needs no server.
    await unsubscribe()
    await api.notice.pushOff.mutate({ endpointHash })
  } catch {
    // The server drops it when the push service says that nobody is there any more.
  }
}
