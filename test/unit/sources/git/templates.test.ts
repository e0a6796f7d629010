import { describe, expect, it } from 'vitest';
import { templatePaths } from '../../../../src/sources/git/templates.ts';

describe('templatePaths', () => {
  it('follows the order of places, whatever the case of the names', () => {
    const order = [
      '.github/PULL_REQUEST_TEMPLATE.md',
      'Pull_Request_Template.txt',
      'docs/pull_request_template.md',
      '.github/PULL_REQUEST_TEMPLATE/pull_request_template.md',
      '.github/PULL_REQUEST_TEMPLATE/a.md',
      '.github/PULL_REQUEST_TEMPLATE/b.md',
      'PULL_REQUEST_TEMPLATE/c.md',
      'Docs/pull_request_template/d.md',
      '.gitlab/merge_request_templates/Default.md',
      '.gitlab/merge_request_templates/Bug.md',
      '.azuredevops/pull_request_template.md',
      '.vsts/pull_request_template.txt',
      '.azuredevops/pull_request_template/extra.txt',
      '.azuredevops/pull_request_template/branches/release.md',
      'pull_request_template/branches/dev.md',
    ];
    expect(templatePaths(order.toReversed(), null)).toEqual(order);
  });

  it('puts the template for the branch that is merged into first', () => {
    const paths = ['.azuredevops/pull_request_template.md', '.azuredevops/pull_request_template/branches/release.md', '.azuredevops/pull_request_template/branches/main.md'];
    expect(templatePaths(paths, 'Release/2.x')).toEqual([paths[1], paths[0], paths[2]]);
    expect(templatePaths(paths, 'develop')[0]).toBe(paths[0]);
  });

  it('takes no other file', () => {
    const others = ['README.md', 'src/pull_request_template.md', '.github/ISSUE_TEMPLATE.md', 'pull_request_template.yml', '.github/pull_request_template/notes.txt', '.github/pull_request_template/a/b.md', '.gitlab/merge_request_templates/a/b.md', '.gitlab/issue_templates/Default.md', '.github/x/pull_request_template.md'];
    expect(templatePaths(others, 'main')).toEqual([]);
  });
});
