/** Letters on the map come from the fonts of the machine: there is no glyph server. */
export const REGULAR = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif']
export const BOLD = ['PingFang SC Bold', 'Microsoft YaHei Bold', 'Noto Sans CJK SC Bold', 'sans-serif']
export const IDEOGRAPHS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
