/** What was found, in groups; the first of all is the one Enter opens. */
import type { SearchHit } from '../../shared/domain/place.ts'
import { SEARCH_KINDS } from '../../shared/domain/place.ts'
import { useT } from '../i18n/i18n.ts'
import { detailName } from '../i18n/vocabulary.ts'
import classes from './SearchBox.module.css'

/** The order the list is drawn in, which is the order of the arrow keys. */
export const inGroups = (hits: readonly SearchHit[]): SearchHit[] =>
  SEARCH_KINDS.flatMap((kind) => hits.filter((hit) => hit.kind === kind))

interface Props {
  id: string
  isShown: boolean
  isPending: boolean
  hits: readonly SearchHit[]
  text: string
  active: number
  onPick: (hit: SearchHit) => void
}

export function SearchResults({ id, isShown, isPending, hits, text, active, onPick }: Props) {
  const t = useT()
  return (
    <>
      <div className="qh-hidden" role="status">
        {isShown && !isPending ? t('search.results', { count: hits.length }) : ''}
      </div>
      <div
        id={id}
        role="listbox"
        aria-label={t('search.label')}
        className={classes.results}
        hidden={!isShown}
      >
        {isShown && !isPending && hits.length === 0 && (
          <div className={classes.none} role="option" aria-selected={false} aria-disabled>
            <strong>{t('search.none', { text })}</strong>
            <p>{t('search.noneHint')}</p>
          </div>
        )}
        {hits.map((hit, index) => (
          <div key={`${hit.kind}:${hit.id}`} role="presentation">
            {hits[index - 1]?.kind !== hit.kind && (
              <div className={classes.group} role="presentation">
                {t(`search.group.${hit.kind}`)}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.hit}
              ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onPick(hit)}
            >
              <span className={classes.title}>{hit.title}</span>
              <span className={classes.detail}>{detailName(hit.kind, hit.detail)}</span>
              <span className={classes.subtitle}>{hit.subtitle}</span>
            </div>
          </div>
        ))}
      </div>
    </>
  )
}
