export const createHouse = null as never;
