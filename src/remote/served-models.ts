import * as z from 'zod';

const tokens = z.number().int().positive().optional().catch(undefined);
const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      /** vLLM */
      max_model_len: tokens,
      /** OpenRouter; LM Studio */
      context_length: tokens,
      loaded_context_length: tokens,
      max_context_length: tokens,
      /** llama-server */
      meta: z.object({ n_ctx: tokens, n_ctx_train: tokens }).nullish().catch(undefined),
    }),
  ),
});

/** Tokens of the model's context in an answer to GET /v1/models, as far as it says. */
export function contextIn(list: unknown, model: string): number | undefined {
  const { data } = listSchema.safeParse(list).data ?? { data: [] };
  const found = data.find(({ id }) => id === model) ?? (data.length === 1 ? data[0] : undefined);
  return found && (found.max_model_len ?? found.loaded_context_length ?? found.context_length ?? found.max_context_length ?? found.meta?.n_ctx ?? found.meta?.n_ctx_train);
}
