/*---------------------------------------------------------------------------------------------
 *  Copyright (c) Microsoft Corporation. All rights reserved.
 *  Licensed under the MIT License. See License.txt in the project root for license information.
 *--------------------------------------------------------------------------------------------*/

// A part of src/api/api.d.ts of https://github.com/microsoft/vscode-pull-request-github, version 0.162.0, as it stands there.
// Its licence is in License.txt beside this file.

import { CancellationToken, Disposable } from 'vscode';

export interface TitleAndDescriptionProvider {
	provideTitleAndDescription(context: { commitMessages: string[], patches: string[] | { patch: string, fileUri: string, previousFileUri?: string }[], issues?: { reference: string, content: string }[], template?: string, compareBranch?: string }, token: CancellationToken): Promise<{ title: string, description?: string } | undefined>;
}

export interface API {
	/**
	 * Register a PR title and description provider.
	 */
	registerTitleAndDescriptionProvider(title: string, provider: TitleAndDescriptionProvider): Disposable;
}
