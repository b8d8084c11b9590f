/** The import place: whatever step the file is at. */
import { useStore } from '../state/store.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { ChoiceSteps } from './ChoiceSteps.tsx'
import { importStore } from './importState.ts'
import { JobStep } from './JobStep.tsx'
import { OfferedPoints } from './OfferedPoints.tsx'
import { offeredPointsStore } from './takeFiles.ts'
import { Uploading } from './Uploading.tsx'

export default function ImportsHome() {
  const state = useStore(importStore)
  const offered = useStore(offeredPointsStore)
  if (offered) return <OfferedPoints {...offered} />
  switch (state.step) {
    case 'uploading':
      return <Uploading file={state.file} share={state.share} cancel={state.cancel} />
    case 'choosing':
      return <ChoiceSteps key={state.uploadId} state={state} />
    case 'job':
      return <JobStep key={state.jobId} state={state} />
    case 'failed':
    case 'none':
      return <ChooseFile failed={state.step === 'failed' ? state : null} />
  }
}
