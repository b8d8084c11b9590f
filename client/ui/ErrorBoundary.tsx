/** A part that breaks leaves the rest standing, and can be tried again. */
import { Component, type ReactNode } from 'react'
import { StateMessage } from './StateMessage.tsx'
import { translate } from '../i18n/i18n.ts'

interface Props {
  children: ReactNode
  /** When this changes, the part is tried anew. */
  resetKey?: string
}

export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidUpdate(previous: Props) {
    if (this.state.broken && previous.resetKey !== this.props.resetKey) this.setState({ broken: false })
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <StateMessage
        tone="failed"
        title={translate('state.broken')}
        hint={translate('state.brokenHint')}
        action={{ label: translate('state.retry'), onClick: () => this.setState({ broken: false }) }}
      />
    )
  }
}
