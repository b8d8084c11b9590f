/** What the service worker uses of its own scope; the page's types do not hold it. */
export interface PageClient {
  url: string
  focus(): Promise<unknown>
  postMessage(message: unknown): void
}

export interface ServiceScope {
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly PageClient[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(
    type: 'sync',
    listener: (event: { tag: string; waitUntil: (work: Promise<unknown>) => void }) => void,
  ): void
  addEventListener(
    type: 'push',
    listener: (event: { data: PushText | null; waitUntil: (work: Promise<unknown>) => void }) => void,
  ): void
  addEventListener(
    type: 'notificationclick',
    listener: (event: { notification: Notification; waitUntil: (work: Promise<unknown>) => void }) => void,
  ): void
}

export interface PushText {
  text(): string
}
