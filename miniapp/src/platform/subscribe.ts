import Taro from '@tarojs/taro';

export type SubscriptionDecision = {
  templateId: string;
  decision: 'accept' | 'reject' | 'ban' | 'filter';
};

const known: readonly string[] = ['accept', 'reject', 'ban', 'filter'];

/**
 * WeChat's question whether one message of each template may be sent, at most three. It must be called in the tap itself,
 * before anything is waited for. Answers what was decided; nothing where the question could not be put.
 */
export const askSubscription: ((templateIds: readonly string[]) => Promise<SubscriptionDecision[]>) | null =
  async (templateIds) => {
    try {
      const answer: object = await Taro.requestSubscribeMessage({
        tmplIds: [...templateIds],
        // Alipay's name of the same, which Taro's types ask for.
        entityIds: [],
      });
      return templateIds.flatMap((templateId) => {
        const decision = (answer as Record<string, unknown>)[templateId];
        return typeof decision === 'string' && known.includes(decision)
          ? [{ templateId, decision: decision as SubscriptionDecision['decision'] }]
          : [];
      });
    } catch {
      return [];
    }
  };
