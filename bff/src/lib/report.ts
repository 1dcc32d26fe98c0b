/** Tells the operator of a failure outside; `facts` hold no personal data. */
export type Report = (what: string, facts: Record<string, string | number>) => void;
