/** From this share of subjects in other letters or words on, a history is not in English, as far as code can tell. */
const FOREIGN = 0.3;
/** Words that are common in subjects of other languages with Latin letters, and are neither English nor names of code. */
const WORDS =
  /(?<![\p{L}\p{N}_-])(?:und|für|nicht|beim|eine[nrms]?|wird|hinzugefügt|behoben|entfernt|aktualisiert|korrigiert|dans|avec|pour|une|ajout|ajoute[rz]?|corrige[rz]?|supprime[rz]?|añadir|añade|agregar|agrega|corregir|arreglar|eliminar|los|las|adiciona[r]?|corrigir|não|uma|aggiunto|aggiunta|aggiungi|corretto|della|nella|voor|toegevoegd|het|lägg|och|för|dodano|poprawka|dla)(?![\p{L}\p{N}_-])/iu;

/** Whether these subjects are in another language than English. */
export function isForeign(subjects: string[]): boolean {
  const foreign = subjects.filter((subject) => /[^\p{ASCII}]/u.test(subject.replace(/[^\p{L}]/gu, '')) || WORDS.test(subject));
  return foreign.length > subjects.length * FOREIGN;
}
