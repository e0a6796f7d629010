/** The user chose another model while a job was waiting for one: the job starts again with it. */
export class ModelChanged extends Error {}
