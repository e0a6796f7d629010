import { describe, expect, it } from 'vitest';
import { formatBytes, formatProgress, formatSeconds, RateMeter } from '../../../src/models/progress.ts';

describe('progress as text', () => {
  it('says how much of how much, how fast, how long yet', () => {
    expect(formatProgress({ received: 412_000_000, total: 1_117_320_768, rate: 38_000_000 })).toBe('412 MB of 1.1 GB · 38 MB/s · 19 s left');
  });

  it('leaves out what is not known or over', () => {
    expect(formatProgress({ received: 5_000, total: null, rate: 2_000 })).toBe('5.0 kB · 2.0 kB/s');
    expect(formatProgress({ received: 0, total: 10, rate: 0 })).toBe('0 B of 10 B');
    expect(formatProgress({ received: 10, total: 10, rate: 5 })).toBe('10 B of 10 B · 5 B/s');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_960, '10 kB'],
    [999_600, '1.0 MB'],
    [98_362_432, '98 MB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0.2, '1 s'],
    [59.5, '1 min'],
    [95, '1 min 35 s'],
    [3600, '1 h'],
    [4000, '1 h 7 min'],
  ])('%d seconds are %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});

describe('the rate', () => {
  it('is that of the last seconds, and falls to nothing in a stall', () => {
    let now = 0;
    const meter = new RateMeter(() => now);
    expect(meter.update(0)).toBe(0);
    for (let second = 1; second <= 10; second++) {
      now = second * 1000;
      expect(meter.update(second * 500)).toBe(500);
    }
    for (; now <= 20_000; now += 1000) meter.update(5000);
    expect(meter.update(5000)).toBe(0);
  });
});
