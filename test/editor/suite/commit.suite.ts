import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { report } from '../runner/report.ts';
import { closeNotifications, eventually, ownModelProcesses, repository, stage, start, withSetting } from './support.ts';

const command = 'journeyman.generateCommitMessage';
const another = 'journeyman.nextCommitMessage';

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
      // As Escape does.
      await start('journeyman.cancel', 'escapeWriting').done;
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
    // The one that has nothing to do ends at once; had it worked too, the whole message would stand there when the first ends.
    await Promise.race([one.done, two.done]);
    const early = inputBox.value;
    await Promise.all([one.done, two.done]);
    assert.notEqual(inputBox.value, '');
    assert.notEqual(inputBox.value, early);
  });

  test('stages what the commit button would, and Escape takes back both', async () => {
    const { inputBox, rootUri, state } = await repository('nichts bereit');
    inputBox.value = '';
    await withSetting('git.enableSmartCommit', true, async () => {
      await start(command, { rootUri }).done;
    });
    assert.notEqual(inputBox.value, '');
    await eventually(`the staged file, for which the box says: ${inputBox.value}`, () => state.indexChanges.length === 1, 20_000);
    await start('journeyman.cancel', 'escape').done;
    assert.equal(inputBox.value, '');
    await eventually('the unstaged file', () => state.indexChanges.length === 0 && state.workingTreeChanges.length === 1);
  });

  test("keeps git's own message of a merge, unless the user insists", async () => {
    const { inputBox, rootUri } = await repository('im merge');
    inputBox.value = '';
    const job = start(command, { rootUri });
    // It asks; this is the person who presses Escape.
    await eventually('the end of the command', async () => job.ended() || (await vscode.commands.executeCommand('workbench.action.closeQuickOpen'), false));
    assert.equal(inputBox.value, "Merge branch 'seite'");

    const insisting = start(command, { rootUri });
    const written = await eventually('another message', async () => {
      await vscode.commands.executeCommand('workbench.action.quickOpenNavigateNextInViewPicker').then(undefined, () => undefined);
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await sleep(200);
      return insisting.ended() || (inputBox.value !== "Merge branch 'seite'" && inputBox.value);
    });
    assert.ok(written);
    await start('journeyman.cancel', { rootUri }).done;
    await insisting.done;
    await closeNotifications();
  });

  test('gives another suggestion, the first where there is none yet', async () => {
    const { inputBox, rootUri } = await repository('zweites');
    inputBox.value = '';
    await start(another, { rootUri }).done;
    const first = inputBox.value;
    assert.notEqual(first, '');
    await start(another, { rootUri }).done;
    const second = inputBox.value;
    assert.notEqual(second, '');
    assert.notEqual(second, first);
    inputBox.value = 'edited by hand';
    await start(another, { rootUri }).done;
    assert.notEqual(inputBox.value, 'edited by hand');
    assert.notEqual(inputBox.value, second);
    await closeNotifications();
  });

  test('is drafted ahead when what is staged has settled, and never shown for anything else', async () => {
    const found = await repository('zweites');
    const { inputBox, rootUri } = found;
    await withSetting('journeyman.commit.draftAhead', true, async () => {
      // Nobody tells when a draft is ready. That it was is seen by this: the message comes without a model.
      const readyWithin = async (attempt: number): Promise<boolean> => {
        await start('journeyman.unloadModel').done;
        await stage(found, `greet_${attempt}`);
        await eventually('the drafting', async () => (await ownModelProcesses()).length === 1);
        await sleep(5_000 * 2 ** attempt);
        await start('journeyman.unloadModel').done;
        await eventually('the end of the model process', async () => (await ownModelProcesses()).length === 0);
        inputBox.value = '';
        const clicked = performance.now();
        await start(command, { rootUri }).done;
        const ms = Math.round(performance.now() - clicked);
        assert.notEqual(inputBox.value, '');
        if ((await ownModelProcesses()).length > 0) return false;
        report({ kind: 'fact', name: 'a message that was ready stood in the box after, ms', value: ms });
        return true;
      };
      let ready = false;
      for (let attempt = 0; attempt < 4 && !ready; attempt++) ready = await readyWithin(attempt);
      assert.ok(ready, 'four times the message was written only when it was asked for');

      inputBox.value = '';
      await stage(found, 'something_else');
      await start(command, { rootUri }).done;
      assert.notEqual(inputBox.value, '');
      assert.equal((await ownModelProcesses()).length, 1, 'a message was shown that was drafted for something else');
    });
  });
});
