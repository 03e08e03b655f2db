using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Platform.Kernel;
using CsvHelper;
using MiniExcelLibs;

namespace ChannelPortal.Platform.Files;

/// <summary>A table read from a file: headers, and rows of text with their number in the file.</summary>
/// <param name="Rows">Of a text file they are cut from the text each time they are asked for, because all of them at once would be many times the file.</param>
/// <param name="Notices">What the user should know though it is no error, e.g. formula cells.</param>
internal sealed record TableFile(string Hash, IReadOnlyList<string> Headers, int Count, IEnumerable<(int Number, string[] Cells)> Rows, IReadOnlyList<Error> Notices)
{
    /// <summary>Largest file.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    private const int MaxSheetBytes = 20 * 1024 * 1024;
    private const int MaxRatio = 100;
    private const int MaxEntries = 50;
    private const int MaxSheetRows = 200_000;
    private const int MaxColumns = 400;

    /// <param name="encoding">IANA name; found from the bytes when null.</param>
    /// <param name="delimiter">Found from the header line when null.</param>
    public static async Task<Result<TableFile>> ReadAsync(string path, string? encoding, char? delimiter, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return Error.Of("file_missing", Path.GetFileName(path));
        }

        return new FileInfo(path).Length is 0 or > MaxBytes
            ? Error.Of("file_size", Path.GetFileName(path), MaxBytes / 1024 / 1024)
            : Read(await File.ReadAllBytesAsync(path, cancellationToken), encoding, delimiter);
    }

    /// <summary>The same from a file that was sent; its sender limits its size.</summary>
    public static Result<TableFile> Read(byte[] bytes, string? encoding = null, char? delimiter = null)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return bytes is [0x50, 0x4B, ..] ? ReadSheet(bytes, hash) : ReadText(bytes, hash, encoding, delimiter);
    }

    private static Result<TableFile> ReadText(byte[] bytes, string hash, string? encoding, char? delimiter)
    {
        var text = Decode(bytes, encoding);
        if (text is null)
        {
            return Error.Of("file_encoding", encoding ?? "UTF-8, UTF-16, GB18030");
        }

        if (text.Contains('\0'))
        {
            return Error.Of("file_not_text");
        }

        var isOpen = false;
        var options = CsvReaderOptions.Default with { TrimWhitespace = true, TrackLineNumbers = true, Separator = delimiter, OnMalformedRecord = r => isOpen |= r.Reason == CsvMalformedReason.UnterminatedQuote };
        try
        {
            using var csv = CsvReader.FromText(text, options);
            csv.ReadHeader();
            var headers = csv.Headers.ToArray();
            if (headers.Length is 0 or > MaxColumns || headers.All(string.IsNullOrWhiteSpace))
            {
                return Error.Of("file_no_header");
            }

            var count = 0;
            while (csv.Read())
            {
                count++;
            }

            // The rest of the file would pass for one long cell.
            if (isOpen)
            {
                return Error.Of("file_open_quote");
            }

            return new TableFile(hash, headers, count, Cut(text, options), []);
        }
        catch (CsvFormatException exception)
        {
            return Error.Of("file_malformed", exception.Message);
        }
    }

    private static IEnumerable<(int Number, string[] Cells)> Cut(string text, CsvReaderOptions options)
    {
        using var csv = CsvReader.FromText(text, options);
        csv.ReadHeader();
        while (csv.Read())
        {
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = csv.GetString(i);
            }

            yield return ((int)csv.LineNumber, cells);
        }
    }

    /// <summary>Marks first, then strict UTF-8, then GB18030, which Chinese Excel writes and which has a meaning for almost any bytes.</summary>
    private static string? Decode(byte[] bytes, string? encoding)
    {
        try
        {
            if (encoding is not null)
            {
                return Strict(encoding).GetString(bytes).TrimStart('\uFEFF');
            }

            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Strict("utf-8").GetString(bytes, 3, bytes.Length - 3),
                [0xFF, 0xFE, ..] => Strict("utf-16").GetString(bytes, 2, bytes.Length - 2),
                [0xFE, 0xFF, ..] => Strict("utf-16BE").GetString(bytes, 2, bytes.Length - 2),
                [_, 0, _, 0, ..] => Strict("utf-16").GetString(bytes),
                _ => Strict("utf-8").GetString(bytes),
            };
        }
        catch (DecoderFallbackException) when (encoding is null)
        {
            try
            {
                return Strict("gb18030").GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
        catch (Exception exception) when (exception is DecoderFallbackException or ArgumentException)
        {
            return null;
        }

        static Encoding Strict(string name)
        {
            System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return System.Text.Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
    }

    private static Result<TableFile> ReadSheet(byte[] bytes, string hash)
    {
        try
        {
            if (Guard(bytes, out var formulas) is { } refused)
            {
                return refused;
            }

            using var stream = new MemoryStream(bytes, writable: false);
            string[]? headers = null;
            var rows = new List<(int, string[])>();
            var number = 0;
            foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: false))
            {
                number++;
                var cells = row.Values.Select(Text).ToArray();
                if (headers is null)
                {
                    headers = cells;
                }
                else if (cells.Any(c => c.Length > 0))
                {
                    rows.Add((number, cells));
                }

                if (number > MaxSheetRows || cells.Length > MaxColumns)
                {
                    return Error.Of("sheet_too_large", MaxSheetRows, MaxColumns);
                }
            }

            return headers is null ? Error.Of("file_no_header") : new TableFile(hash, headers, rows.Count, rows, formulas == 0 ? [] : [Error.Of("formula_cells", formulas)]);
        }
        catch (Exception exception) when (exception is InvalidDataException or System.Xml.XmlException or InvalidOperationException or NotSupportedException or KeyNotFoundException)
        {
            return Error.Of("sheet_unreadable", exception.Message);
        }
    }

    /// <summary>Counts the real bytes of every entry while inflating, before any reader sees the file: a small archive can hold gigabytes.</summary>
    private static Error? Guard(byte[] bytes, out int formulas)
    {
        formulas = 0;
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MaxEntries || archive.Entries.All(e => e.FullName != "xl/workbook.xml"))
        {
            return Error.Of("sheet_not_xlsx");
        }

        var total = 0L;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var isSheet = entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal);
            var size = 0L;
            var before = (byte)0;
            var beforeThat = (byte)0;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                size += read;
                total += read;
                if (total > MaxSheetBytes || (size > 100_000 && size > entry.CompressedLength * MaxRatio))
                {
                    return Error.Of("sheet_bomb", MaxSheetBytes / 1024 / 1024);
                }

                for (var i = 0; isSheet && i < read; i++)
                {
                    if (beforeThat == '<' && before == 'f' && buffer[i] is (byte)'>' or (byte)' ' or (byte)'/')
                    {
                        formulas++;
                    }

                    (beforeThat, before) = (before, buffer[i]);
                }
            }
        }

        return null;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        // Sheets store 0.1 + 0.2 as a binary number; fifteen digits are what Excel shows and means.
        double number => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!.Trim(),
    };
}
