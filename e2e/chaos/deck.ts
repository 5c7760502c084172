import type { Random } from '../../dev/shopify/world/random.ts'

/**
 * Deals every card once before it shuffles again: a short run meets everything that a long one does,
 * in an order that follows from the generator.
 */
export function createDeck<Card>(cards: readonly Card[], random: Random): () => Card {
  let left: Card[] = []
  return () => {
    if (left.length === 0) left = shuffle(cards, random)
    const card = left.pop()
    if (card === undefined) throw new RangeError('There is no card to deal.')
    return card
  }
}

function shuffle<Card>(cards: readonly Card[], random: Random): Card[] {
  return cards
    .map((card) => ({ card, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ card }) => card)
}
