using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>Which files may come with a request. Name and content must agree, so that nobody downloads something else than it says.</summary>
internal static class QuoteFiles
{
    /// <summary>For the file chooser.</summary>
    public const string Accepted = ".pdf,.xlsx,.csv,.png,.jpg,.jpeg";

    private static readonly Dictionary<string, (string Type, byte[] Begin)> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", "%PDF"u8.ToArray()),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"u8.ToArray()),
        [".csv"] = ("text/csv", []),
        [".png"] = ("image/png", [0x89, 0x50, 0x4E, 0x47]),
        [".jpg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".jpeg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
    };

    public static Error? Refusal(QuoteUpload file, QuotesOptions options)
    {
        if (file.Content.Length == 0 || file.Content.Length > options.MaxFileMegabytes * 1024 * 1024)
        {
            return Error.Of("quote_file_size", file.Name, options.MaxFileMegabytes);
        }

        return s_types.TryGetValue(Path.GetExtension(file.Name), out var type) && file.Content.AsSpan().StartsWith(type.Begin) && (type.Begin.Length > 0 || !file.Content.Contains((byte)0))
            ? null
            : Error.Of("quote_file_type", file.Name, Accepted);
    }

    /// <summary>The last part of the name alone, without what a file system or a header could misread.</summary>
    public static string NameOf(string name)
    {
        var plain = new string([.. Path.GetFileName(name.Replace('\\', '/')).Where(c => !char.IsControl(c) && c is not ('"' or '/' or '\\' or ':' or ';'))]);
        return plain.Length <= 200 ? plain : plain[^200..];
    }

    public static string TypeOf(string name) => s_types.TryGetValue(Path.GetExtension(name), out var type) ? type.Type : "application/octet-stream";
}
