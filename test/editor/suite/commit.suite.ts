import assert from 'node:assert/strict';
import { suite, test } from '../runner/collect.ts';
import { closeNotifications, eventually, ownModelProcesses, repository, start } from './support.ts';

const command = 'journeyman.generateCommitMessage';

suite('commit message', () => {
  test('goes into the box of the repository that was clicked, and only there', async () => {
    const [first, second] = [await repository('erstes projekt'), await repository('zweites')];
    first.inputBox.value = 'a text of my own';
    second.inputBox.value = '';
    await start(command, { rootUri: second.rootUri }).done;
    const [subject = ''] = second.inputBox.value.split('\n');
    assert.ok(subject.length > 0, 'no message');
    assert.ok(subject.length <= 72, `a subject of ${subject.length} characters: ${subject}`);
    assert.equal(first.inputBox.value, 'a text of my own');
    assert.equal((await ownModelProcesses()).length, 1);
  });

  test('replaces a text only when there is a message, and cancelling before that leaves it alone', async () => {
    const { inputBox, rootUri } = await repository('erstes projekt');
    inputBox.value = 'a text of my own';
    const job = start(command, { rootUri });
    // Clicked until there is something to cancel: the job first looks at what is staged.
    await eventually('the end of the job', async () => {
      assert.equal(inputBox.value, 'a text of my own');
      await start('journeyman.cancel', { rootUri }).done;
      return job.ended();
    });
    assert.equal(inputBox.value, 'a text of my own');
  });

  test('gives the text back when it is cancelled in the middle of writing', async () => {
    const { inputBox, rootUri } = await repository('erstes projekt');
    // A small model may have ended before the cancelling came; then it is tried again.
    for (let attempt = 0; attempt < 5; attempt++) {
      inputBox.value = 'a text of my own';
      const job = start(command, { rootUri });
      await eventually('the first words', () => inputBox.value !== 'a text of my own' || job.ended());
      const early = !job.ended() && inputBox.value !== 'a text of my own';
      await start('journeyman.cancel', { rootUri }).done;
      await job.done;
      await closeNotifications();
      if (!early || inputBox.value !== 'a text of my own') continue;
      return;
    }
    assert.fail(`five times the message stood there after it was cancelled: ${inputBox.value}`);
  });

  test('keeps what somebody types while it writes', async () => {
    const { inputBox, rootUri } = await repository('erstes projekt');
    inputBox.value = '';
    const job = start(command, { rootUri });
    await eventually('the first words', () => inputBox.value !== '' || job.ended());
    inputBox.value = 'typed meanwhile';
    await job.done;
    assert.equal(inputBox.value, 'typed meanwhile');
  });

  test('writes nothing where nothing is staged, and ends', async () => {
    const { inputBox, rootUri, state } = await repository('nichts bereit');
    assert.equal(state.indexChanges.length, 0);
    assert.equal(state.workingTreeChanges.length, 1);
    inputBox.value = 'a text of my own';
    const job = start(command, { rootUri });
    // It offers to stage everything; this is the person who closes that.
    await eventually('the end of the command', async () => job.ended() || (await closeNotifications(), false));
    assert.equal(inputBox.value, 'a text of my own');
    assert.equal(state.indexChanges.length, 0);
  });

  test('runs once when it is clicked twice', async () => {
    const { inputBox, rootUri } = await repository('zweites');
    inputBox.value = '';
    const [one, two] = [start(command, { rootUri }), start(command, { rootUri })];
    await Promise.all([one.done, two.done]);
    assert.notEqual(inputBox.value, '');
    assert.equal((await ownModelProcesses()).length, 1);
  });
});
