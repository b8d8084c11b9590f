/**
 * Every message that reading a file can give, as a key with a sentence in both languages.
 * Readers pass keys and facts; the command line prints `en`, the page's catalogue mirrors both.
 * `{name}` stands for a fact; `{found}` is the fault's own.
 */
interface Sentence {
  en: string
  zh: string
}

/** Whole-file problems (`UnreadableFile.key`). */
export const FILE_MESSAGES = {
  'file.empty': { en: 'The file is empty (0 bytes).', zh: '文件为空(0 字节)。' },
  'file.missing': { en: 'The file cannot be found or opened.', zh: '找不到或无法打开该文件。' },
  'file.notAFile': { en: 'This is a folder, not a file.', zh: '这是文件夹,不是文件。' },
  'file.unknownFormat': {
    en: 'The format is not recognised. Expected GeoJSON, TopoJSON, Shapefile, GeoPackage, KML/KMZ, CSV, XLSX or OpenStreetMap.',
    zh: '无法识别文件格式。可导入 GeoJSON、TopoJSON、Shapefile、GeoPackage、KML/KMZ、CSV、XLSX 或 OpenStreetMap。',
  },
  'file.unknownEncoding': { en: 'The encoding “{encoding}” is not known.', zh: '不支持的编码“{encoding}”。' },
  'file.tooLarge': {
    en: 'The file has {bytes} bytes; this format is read whole, at most {limit}.',
    zh: '文件有 {bytes} 字节;该格式须整体读入,上限 {limit} 字节。',
  },
  'file.needsMemory': {
    en: 'The file needs more memory than the {megabytes} MB it may use here; cut it to the area you need.',
    zh: '读取该文件所需内存超过可用的 {megabytes} MB,请裁剪到所需范围。',
  },
  'file.tooManyPlaces': {
    en: 'The ways of the file lead over more than {most} places; cut it to the area you need.',
    zh: '该文件的道路经过 {most} 个以上的点,请裁剪到所需范围。',
  },
  'file.truncated': { en: 'The file ends too early: it was cut off.', zh: '文件不完整:内容在中途结束。' },
  'file.invalidJson': {
    en: 'Not valid JSON at line {line}, column {column}: {problem}',
    zh: '第 {line} 行第 {column} 列不是有效的 JSON:{problem}',
  },
  'file.notGeoJson': {
    en: 'This is JSON, but neither GeoJSON nor TopoJSON (found: {found}).',
    zh: '这是 JSON,但不是 GeoJSON 或 TopoJSON(内容为 {found})。',
  },
  'file.recordTooLong': {
    en: 'The record that begins at line {line} is longer than {limit} bytes; a quote or bracket is probably not closed.',
    zh: '从第 {line} 行开始的记录超过 {limit} 字节,可能缺少结束引号或括号。',
  },
  'file.quoteNotClosed': {
    en: 'A quoted cell that begins in row {row} is never closed.',
    zh: '第 {row} 行有未结束的引号。',
  },
  'file.badTable': {
    en: 'The table cannot be read at row {row}: {problem}',
    zh: '表格第 {row} 行无法读取:{problem}',
  },
  'file.noElements': {
    en: 'The OpenStreetMap file holds no elements: no node, way or relation.',
    zh: 'OpenStreetMap 文件中没有任何要素（点、线或关系）。',
  },
  'file.noRows': { en: 'The table has no rows.', zh: '表格中没有数据行。' },
  'file.tooManyFields': {
    en: 'The table has {fields} columns, at most {limit} can be read.',
    zh: '表格有 {fields} 列,最多可读 {limit} 列。',
  },
  'file.notTopoJson': { en: 'Not valid TopoJSON: {problem}', zh: '不是有效的 TopoJSON:{problem}' },
  'file.notShapefile': { en: 'Not a shapefile: {problem}', zh: '不是 Shapefile:{problem}' },
  'file.noShapefile': {
    en: 'The archive holds nothing that can be read (found: {found}).',
    zh: '压缩包中没有可读取的数据(内容为 {found})。',
  },
  'file.notDbf': { en: 'Not a dBASE table: {problem}', zh: '不是 dBASE 表:{problem}' },
  'file.sisterAlone': {
    en: 'A {extension} file is only a part of a shapefile; choose the .shp beside it.',
    zh: '{extension} 只是 Shapefile 的一部分,请选择同名的 .shp 文件。',
  },
  'file.notGeoPackage': { en: 'Not a readable GeoPackage: {problem}', zh: '无法读取该 GeoPackage:{problem}' },
  'file.noLayers': { en: 'The file has no layer that can be read.', zh: '文件中没有可读取的图层。' },
  'file.notKml': { en: 'Not valid KML: {problem}', zh: '不是有效的 KML:{problem}' },
  'file.noKml': { en: 'The KMZ archive holds no KML.', zh: 'KMZ 压缩包中没有 KML。' },
  'file.notXlsx': { en: 'Not a readable XLSX workbook: {problem}', zh: '无法读取该 XLSX 工作簿:{problem}' },
  'file.oldXls': {
    en: 'An old Excel workbook (.xls), or an encrypted one; save it as .xlsx without a password.',
    zh: '这是旧版 Excel(.xls)或加密的工作簿,请另存为不带密码的 .xlsx。',
  },
  'file.notOsm': {
    en: 'Not valid OpenStreetMap data: {problem}',
    zh: '不是有效的 OpenStreetMap 数据:{problem}',
  },
  'file.badGzip': { en: 'The gzip data is damaged or cut off.', zh: 'gzip 数据损坏或不完整。' },
  'file.badBzip2': { en: 'The bzip2 data is damaged or cut off.', zh: 'bzip2 数据损坏或不完整。' },
  'file.badZip': {
    en: 'The zip archive is damaged or cut off: {problem}',
    zh: 'zip 压缩包损坏或不完整:{problem}',
  },
  'file.encryptedZip': {
    en: 'The archive is protected by a password ({entry}).',
    zh: '压缩包已加密({entry})。',
  },
  'file.zipBomb': {
    en: 'The archive unpacks to far more than it should ({entry}: {bytes} bytes, limit {limit}).',
    zh: '压缩包解压后大小异常({entry}:{bytes} 字节,上限 {limit})。',
  },
  'file.zipTraversal': {
    en: 'The archive names a place outside itself ({entry}); it is not opened.',
    zh: '压缩包内的路径指向外部({entry}),已拒绝打开。',
  },
  'file.nestedZip': {
    en: 'The archive holds another archive ({entry}); unpack it first.',
    zh: '压缩包中还有压缩包({entry}),请先解压。',
  },
  'file.tooManyEntries': {
    en: 'The archive has {entries} entries, at most {limit} are opened.',
    zh: '压缩包有 {entries} 个条目,上限为 {limit}。',
  },
} as const satisfies Record<string, Sentence>

/** What a fault's row should have held (`Fault.expected`). */
export const FAULT_MESSAGES = {
  'fault.expected.fieldCount': {
    en: 'expected {expected} fields, as in the header',
    zh: '应与表头一致,共 {expected} 列',
  },
  'fault.expected.number': { en: 'expected a number', zh: '应为数字' },
  'fault.expected.wholePair': {
    en: 'expected both coordinates or neither',
    zh: '经纬度应同时填写或同时留空',
  },
  'fault.expected.readableText': {
    en: 'expected text in the encoding {encoding}',
    zh: '应为 {encoding} 编码的文字',
  },
  'fault.expected.exactDigits': {
    en: 'expected all digits as text; the cell is a number that was rounded',
    zh: '应以文本保存全部数字;该单元格是已被四舍五入的数值',
  },
  'fault.expected.shorterValue': { en: 'expected at most {limit} characters', zh: '不应超过 {limit} 个字符' },
  'fault.expected.fewerFields': { en: 'expected at most {limit} properties', zh: '属性不应超过 {limit} 个' },
  'fault.expected.cellValue': {
    en: 'expected a value, not a formula error',
    zh: '应为数值或文字,而不是公式错误',
  },
  'fault.expected.wkt': { en: 'expected a geometry as WKT', zh: '应为 WKT 格式的几何' },
  'fault.expected.feature': { en: 'expected a feature', zh: '应为 Feature' },
  'fault.expected.geometry': { en: 'expected a valid geometry', zh: '应为有效的几何' },
  'fault.expected.wholeRecord': {
    en: 'expected a whole shape record; it is damaged',
    zh: '应为完整的图形记录;该记录已损坏',
  },
  'fault.expected.attributeRow': {
    en: 'expected a row of attributes for this shape',
    zh: '该图形应有对应的属性行',
  },
  'fault.expected.geometry.finite': { en: 'expected coordinates that are numbers', zh: '坐标应为有限数值' },
  'fault.expected.geometry.inRange': {
    en: 'expected a longitude from -180 to 180 and a latitude from -90 to 90',
    zh: '经度应在 -180 至 180 之间,纬度应在 -90 至 90 之间',
  },
  'fault.expected.geometry.convertible': {
    en: 'expected coordinates inside the area of {crs}',
    zh: '坐标应在 {crs} 的适用范围内',
  },
  'fault.expected.geometry.notZero': {
    en: 'expected a place; 0,0 stands for none',
    zh: '应为真实位置;0,0 表示没有坐标',
  },
  'fault.expected.geometry.closedRing': {
    en: 'expected a ring that ends where it begins',
    zh: '多边形的环首尾应相同',
  },
  'fault.expected.geometry.ringOfFour': {
    en: 'expected a ring of four positions or more',
    zh: '多边形的环至少应有 4 个点',
  },
  'fault.expected.geometry.lineOfTwo': {
    en: 'expected a line of two positions or more',
    zh: '线至少应有 2 个点',
  },
  'fault.expected.geometry.antimeridian': {
    en: 'expected a shape that does not cross the 180° meridian; cut it there',
    zh: '图形不应跨越 180° 经线,请在该处切开',
  },
  'fault.expected.geometry.known': { en: 'expected a known geometry type', zh: '应为已知的几何类型' },
} as const satisfies Record<string, Sentence>

/** What to tell about a source that can be read (`OpenedSource.notices`). */
export const NOTICE_MESSAGES = {
  'notice.contentNotExtension': {
    en: 'The file is named .{extension} but holds {format}.',
    zh: '文件扩展名为 .{extension},内容却是 {format}。',
  },
  'notice.encoding': {
    en: 'Text was read as {encoding}. Wrong characters? Choose another.',
    zh: '文字按 {encoding} 读取。如有乱码,请另选编码。',
  },
  'notice.cpgWrong': {
    en: 'The .cpg file says {declared}, but the text is {encoding}.',
    zh: '.cpg 声明为 {declared},实际文字为 {encoding}。',
  },
  'notice.noHeaderRow': {
    en: 'The table has no header row; columns are numbered.',
    zh: '表格没有表头,列已编号。',
  },
  'notice.twoHeaderRows': { en: 'The table has two header rows.', zh: '表格有两行表头。' },
  'notice.duplicateField': {
    en: 'Two columns are called “{name}”; the second is now “{renamed}”.',
    zh: '有两列都叫“{name}”,第二列已改名为“{renamed}”。',
  },
  'notice.pointColumns': {
    en: 'Places come from the columns {lon} and {lat}.',
    zh: '位置取自 {lon} 与 {lat} 两列。',
  },
  'notice.otherPointColumns': {
    en: 'The columns {lon} and {lat} hold coordinates too ({crs}).',
    zh: '{lon} 与 {lat} 两列也是坐标({crs})。',
  },
  'notice.wktColumn': {
    en: 'Shapes come from the column {column} (WKT).',
    zh: '图形取自 {column} 列(WKT)。',
  },
  'notice.addressOnly': {
    en: 'No coordinates; places can be found by the address in {column}.',
    zh: '没有坐标,可按 {column} 列的地址匹配位置。',
  },
  'notice.missingPrj': {
    en: 'The .prj file is missing; the coordinate system is not declared.',
    zh: '缺少 .prj,未声明坐标系。',
  },
  'notice.emptyPrj': {
    en: 'The .prj file is empty; the coordinate system is not declared.',
    zh: '.prj 为空,未声明坐标系。',
  },
  'notice.missingShx': {
    en: 'The .shx file is missing; shapes were read in their order.',
    zh: '缺少 .shx,已按顺序读取图形。',
  },
  'notice.missingDbf': {
    en: 'The .dbf file is missing; the shapes have no attributes.',
    zh: '缺少 .dbf,图形没有属性。',
  },
  'notice.attributeTableOnly': { en: 'An attribute table without shapes.', zh: '只有属性表,没有图形。' },
  'notice.heightsDropped': {
    en: 'Heights and measures (Z, M) are left out.',
    zh: '已忽略高程和度量值(Z、M)。',
  },
  'notice.coordinatesAsText': {
    en: 'Some coordinates are text in quotes (not valid GeoJSON); they were read as numbers.',
    zh: '部分坐标写成了文本(不符合 GeoJSON),已按数字读取。',
  },
  'notice.mixedGeometries': { en: 'The layer mixes {types}.', zh: '图层混合了多种几何:{types}。' },
  'notice.nullGeometries': { en: 'Some rows have no geometry.', zh: '部分行没有几何。' },
  'notice.layerSkipped': {
    en: 'The layer {layer} was left out: {problem}',
    zh: '已跳过图层 {layer}:{problem}',
  },
  'notice.archiveEntry': { en: 'Read from {entry} inside the archive.', zh: '读取自压缩包内的 {entry}。' },
  'notice.osm.wayMissingNodes': {
    en: '{count} ways lack nodes (cut off at the edge of the file).',
    zh: '{count} 条路径缺少节点(在文件边缘被截断)。',
  },
  'notice.osm.wayTooShort': {
    en: '{count} ways have less than two nodes.',
    zh: '{count} 条路径不足两个节点。',
  },
  'notice.osm.areaNotClosed': { en: '{count} areas are not closed.', zh: '{count} 个面没有闭合。' },
  'notice.osm.relationMissingMembers': {
    en: '{count} multipolygons lack members (cut off at the edge of the file).',
    zh: '{count} 个多边形关系缺少成员(在文件边缘被截断)。',
  },
  'notice.osm.relationNotClosed': {
    en: '{count} multipolygons are not closed.',
    zh: '{count} 个多边形关系没有闭合。',
  },
  'notice.osm.nodeOutOfRange': {
    en: '{count} nodes lie outside the world.',
    zh: '{count} 个节点坐标超出范围。',
  },
  'notice.emptyLayer': { en: 'The layer {layer} has no rows.', zh: '图层 {layer} 没有数据。' },
} as const satisfies Record<string, Sentence>

/** Doubts about the coordinate system (`CrsFinding.warnings`). */
export const CRS_MESSAGES = {
  'crs.warning.swapped': {
    en: 'Longitude and latitude look swapped.',
    zh: '经度和纬度似乎颠倒了。',
  },
  'crs.warning.looksProjected': {
    en: 'The coordinates are metres or feet, not degrees. Choose the coordinate system before anything is drawn.',
    zh: '坐标是米或英尺,不是经纬度。请先选择坐标系。',
  },
  'crs.warning.looksGeographic': {
    en: 'The file declares a projected system, but the coordinates look like degrees. Choose the coordinate system.',
    zh: '文件声明为投影坐标系,但坐标像经纬度。请选择坐标系。',
  },
  'crs.warning.looksGcj02': {
    en: 'The coordinates look like GCJ-02, shifted by some hundred metres. Compare with the map and choose.',
    zh: '坐标可能是火星坐标(GCJ-02),偏移数百米。请对照地图后选择。',
  },
  'crs.warning.maybeShifted': {
    en: 'Coordinates in China without a declared system may be GCJ-02 or BD-09. Compare with the map.',
    zh: '未声明坐标系的境内数据可能是 GCJ-02 或 BD-09,请对照地图确认。',
  },
  'crs.warning.declaredUnknown': {
    en: 'The declared coordinate system is not known. Choose one.',
    zh: '无法识别文件声明的坐标系,请选择。',
  },
  'crs.warning.notDeclared': {
    en: 'The coordinate system is not declared.',
    zh: '文件没有声明坐标系。',
  },
  'crs.warning.outOfArea': {
    en: 'The coordinates lie outside the area of the declared system.',
    zh: '坐标超出所声明坐标系的适用范围。',
  },
  'crs.warning.outOfRange': {
    en: 'Some coordinates lie outside the range of longitude and latitude.',
    zh: '部分坐标超出经纬度范围。',
  },
  'crs.warning.zeroPoints': {
    en: 'Some points are at 0,0, which stands for no place.',
    zh: '部分点位于 0,0,即没有真实位置。',
  },
  'crs.warning.antimeridian': {
    en: 'The data lies on both sides of the 180° meridian.',
    zh: '数据位于 180° 经线两侧。',
  },
  'crs.warning.datumShift': {
    en: 'The shift from this datum to WGS 84 is only roughly known: expect some tens of metres.',
    zh: '该基准到 WGS 84 的转换只是近似,误差可能有几十米。',
  },
} as const satisfies Record<string, Sentence>

export const INGEST_MESSAGES = { ...FILE_MESSAGES, ...FAULT_MESSAGES, ...NOTICE_MESSAGES, ...CRS_MESSAGES }

export type FileKey = keyof typeof FILE_MESSAGES
export type FaultKey = keyof typeof FAULT_MESSAGES
export type NoticeKey = keyof typeof NOTICE_MESSAGES
export type CrsWarningKey = keyof typeof CRS_MESSAGES
export type IngestKey = keyof typeof INGEST_MESSAGES

/**
 * The sentence of a key with its facts filled in.
 * @param language  `en` or `zh`
 * @returns the key itself when it is not one of ours
 */
export function ingestSentence(
  key: string,
  facts: Record<string, string | number> = {},
  language: 'en' | 'zh' = 'en',
): string {
  const sentence: Sentence | undefined = (INGEST_MESSAGES as Record<string, Sentence>)[key]
  if (!sentence) return key
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
}
