"""Trains a LoRA adapter (Hu et al., 2021) on the weights of a GGUF file, on the CPU, and writes it as llama.cpp reads it.

usage: train-adapter.py LESSONS.jsonl WEIGHTS.gguf ADAPTER.gguf [MINUTES [FROM.gguf]]
LESSONS is what `npm run bench -- adapter-data` writes. Needs torch, transformers (5.24 or newer), accelerate and gguf (PyPI).
FROM is an adapter that is trained on, at two thirds of the rate.
Reads about 80 tokens a second on two cores with AVX-512 BF16 for 1.5 billion weights, 240 for half a billion; one pass over the lessons at most.
"""
import json, math, pathlib, random, re, sys, time

import gguf
import numpy as np
import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

# The upper half of the layers only: what is below them needs no gradient, which saves a third of the time.
FIRST_LAYER = 0.5
RANK, ALPHA, RATE, BATCH, HELD_OUT = 4, 16, 3e-4, 8, 48
LONGEST = 420
NAMES = {'q_proj': 'attn_q', 'k_proj': 'attn_k', 'v_proj': 'attn_v', 'o_proj': 'attn_output', 'gate_proj': 'ffn_gate', 'up_proj': 'ffn_up', 'down_proj': 'ffn_down'}


class Lora(nn.Module):
    """A linear layer that stays as it is, and the low-rank change that is learned."""

    def __init__(self, base):
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.empty(RANK, base.in_features))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))
        self.b = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x):
        return self.base(x) + nn.functional.linear(nn.functional.linear(x, self.a.to(x.dtype)), self.b.to(x.dtype)) * (ALPHA / RANK)


def adapted(model):
    """The parameters that are learned."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    layers = model.model.layers
    for layer in layers[int(len(layers) * FIRST_LAYER):]:
        for part in (layer.self_attn, layer.mlp):
            for name in NAMES:
                if hasattr(part, name):
                    setattr(part, name, Lora(getattr(part, name)))
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def tokens_of(tokenizer, lesson):
    """Tokens of a lesson in Qwen's chat format, and whether each is to be learned: the type, if there is one, and the answer."""
    turn = lambda role, text: f'<|im_start|>{role}\n{text}<|im_end|>\n'
    prompt = turn('system', lesson['system']) + turn('user', lesson['user']) + '<|im_start|>assistant\n'
    learned = lesson['type']
    parts = [(prompt, False), (learned, True), (lesson['prefill'][len(learned):], False), (lesson['answer'] + '<|im_end|>', True)]
    tokens, wanted = [], []
    # What is given and what is learned are never one token.
    for text, learn in parts if learned else [(prompt + lesson['prefill'], False), parts[-1]]:
        own = tokenizer(text, add_special_tokens=False)['input_ids']
        tokens, wanted = tokens + own, wanted + [learn] * len(own)
    return tokens, wanted


def batches(lessons):
    """Batches of like length, so that little is padding."""
    size = 16 * BATCH
    groups = [sorted(lessons[at:at + size], key=lambda lesson: len(lesson[0])) for at in range(0, len(lessons), size)]
    return [group[at:at + BATCH] for group in groups for at in range(0, len(group), BATCH)]


def loss_of(model, batch):
    """Mean loss of what is to be learned in a batch, and how many tokens that has."""
    width = max(len(tokens) for tokens, _ in batch)
    ids, mask = torch.zeros(len(batch), width, dtype=torch.long), torch.zeros(len(batch), width, dtype=torch.long)
    places, wanted = [], []
    for row, (tokens, learned) in enumerate(batch):
        ids[row, :len(tokens)], mask[row, :len(tokens)] = torch.tensor(tokens), 1
        places += [row * width + at - 1 for at, learn in enumerate(learned) if learn]
        wanted += [token for token, learn in zip(tokens, learned) if learn]
    states = model.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state.reshape(-1, model.config.hidden_size)
    # The vocabulary's part only where there is something to learn.
    return nn.functional.cross_entropy(model.lm_head(states[places]).float(), torch.tensor(wanted)), len(wanted)


def evaluate(model, lessons):
    total = count = 0
    with torch.no_grad():
        for batch in batches(lessons):
            loss, tokens = loss_of(model, batch)
            total, count = total + loss.item() * tokens, count + tokens
    return total / count


def write(model, path):
    writer = gguf.GGUFWriter(path, 'qwen2')
    writer.add_type('adapter')
    writer.add_string('adapter.type', 'lora')
    writer.add_float32('adapter.lora.alpha', ALPHA)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        layer, part, which = re.match(r'model\.layers\.(\d+)\.(?:self_attn|mlp)\.(\w+_proj)\.([ab])$', name).groups()
        writer.add_tensor(f'blk.{layer}.{NAMES[part]}.weight.lora_{which}', parameter.detach().numpy().astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read(model, path):
    """Takes the numbers of an adapter that `write` has written."""
    parts = {name: part for part, name in NAMES.items()}
    own = dict(model.named_parameters())
    for tensor in gguf.GGUFReader(path).tensors:
        layer, part, which = re.match(r'blk\.(\d+)\.(\w+)\.weight\.lora_([ab])$', tensor.name).groups()
        block = 'self_attn' if part.startswith('attn') else 'mlp'
        own[f'model.layers.{layer}.{block}.{parts[part]}.{which}'].data.copy_(torch.tensor(tensor.data.astype(np.float32)))


def main(lessons_path, weights, adapter, minutes=1e9, before=None):
    rate = RATE if before is None else RATE * 2 / 3
    torch.manual_seed(0)
    random.seed(0)
    weights = pathlib.Path(weights)
    tokenizer = AutoTokenizer.from_pretrained(weights.parent, gguf_file=weights.name)
    # Weights that stay packed are unpacked anew for every batch.
    model = AutoModelForCausalLM.from_pretrained(weights.parent, gguf_file=weights.name, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True))
    parameters = adapted(model)
    if before is not None:
        read(model, before)
    with open(lessons_path) as lines:
        lessons = [tokens_of(tokenizer, json.loads(line)) for line in lines]
    lessons = [lesson for lesson in lessons if len(lesson[0]) < LONGEST]
    random.shuffle(lessons)
    held_out, todo = lessons[:HELD_OUT], batches(lessons[HELD_OUT:])
    random.shuffle(todo)
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.0, betas=(0.9, 0.99))
    print(f'{len(lessons)} lessons; loss of those held out before: {evaluate(model, held_out):.3f}', flush=True)
    start, mean = time.time(), None
    for step, batch in enumerate(todo, 1):
        loss, _ = loss_of(model, batch)
        loss.backward()
        elapsed = (time.time() - start) / 60
        # The rate rises over ten steps and falls to nothing by the end of the lessons, or of the time.
        done = min(1, max(elapsed / float(minutes), step / len(todo)))
        for group in optimizer.param_groups:
            group['lr'] = rate * min(1, step / 10) * 0.5 * (1 + math.cos(math.pi * done))
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        mean = loss.item() if mean is None else 0.95 * mean + 0.05 * loss.item()
        if step % 20 == 0:
            print(f'{step} of {len(todo)}: loss {mean:.3f}, {elapsed:.1f} min', flush=True)
        if elapsed > float(minutes):
            break
    print(f'loss of those held out after: {evaluate(model, held_out):.3f}', flush=True)
    write(model, adapter)


if not 4 <= len(sys.argv) <= 6:
    sys.exit(__doc__)
main(*sys.argv[1:])
