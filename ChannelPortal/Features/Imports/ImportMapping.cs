using System.Text.Json;
using System.Text.Json.Serialization;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Imports;

/// <summary>How the columns of a file become columns of a fact. Shipped mappings are embedded; an operator's own is a file of the same form.</summary>
internal sealed class ImportMapping
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public string Name { get; set; } = "";

    /// <summary>Name of the fact, e.g. <c>order_lines</c>.</summary>
    public required string Fact { get; init; }

    /// <summary>One character; found from the header line when absent.</summary>
    public string? Delimiter { get; init; }

    /// <summary>IANA name; found from the bytes when absent.</summary>
    public string? Encoding { get; init; }

    /// <summary>Culture of numbers, e.g. <c>de-DE</c>; invariant when absent.</summary>
    public string? Culture { get; init; }

    /// <summary>Cells that mean "nothing", besides the empty cell.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = [];

    /// <summary>Fact column → where its value comes from.</summary>
    public required IReadOnlyDictionary<string, ImportColumn> Columns { get; init; }

    public static IEnumerable<string> Shipped => typeof(ImportMapping).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..^".json".Length])
        .Order(StringComparer.Ordinal);

    private static string Prefix => "ImportMappings/";

    /// <summary>A shipped mapping by name, or a file by path.</summary>
    public static async Task<Result<ImportMapping>> LoadAsync(string nameOrPath, CancellationToken cancellationToken)
    {
        await using var stream = typeof(ImportMapping).Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}.json") ?? (File.Exists(nameOrPath) ? File.OpenRead(nameOrPath) : (Stream?)null);
        if (stream is null)
        {
            return Error.Of("mapping_unknown", nameOrPath, string.Join(", ", Shipped)).On("mapping");
        }

        ImportMapping mapping;
        try
        {
            mapping = (await JsonSerializer.DeserializeAsync<ImportMapping>(stream, s_json, cancellationToken))!;
        }
        catch (JsonException exception)
        {
            return Error.Of("mapping_invalid", nameOrPath, exception.Message).On("mapping");
        }

        mapping.Name = Path.GetFileNameWithoutExtension(nameOrPath);
        if (FactCatalog.Product.Find(mapping.Fact) is not { } fact)
        {
            return Error.Of("mapping_fact_unknown", mapping.Fact).On("mapping");
        }

        var wrong = mapping.Columns.Keys.FirstOrDefault(c => fact.FindColumn(c) is null) ?? fact.Key.FirstOrDefault(k => !mapping.Columns.ContainsKey(k.Name))?.Name;
        return wrong is null ? mapping : Error.Of("mapping_column", wrong, mapping.Fact).On("mapping");
    }
}

/// <summary>Where one fact column comes from. Exactly one of <see cref="From"/>, <see cref="Constant"/>, <see cref="Template"/>, <see cref="Sequence"/>.</summary>
internal sealed class ImportColumn
{
    /// <summary>Header of the file's column, or several headers that mean the same.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The same value for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>Text with headers in braces, e.g. <c>AW{ResellerKey}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>Numbers rows 1, 2, … within equal values of this header, in file order.</summary>
    public string? Sequence { get; init; }

    /// <summary>Value of an empty cell; a header in braces takes that cell.</summary>
    public string? Default { get; init; }

    /// <summary>Cell value → fact value.</summary>
    public IReadOnlyDictionary<string, string>? Lookup { get; init; }

    /// <summary>.NET date format of the cell, e.g. <c>dd.MM.yyyy</c>; the usual ISO and Chinese forms need none.</summary>
    public string? Format { get; init; }

    private sealed class OneOrMany : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : JsonSerializer.Deserialize<string[]>(ref reader, options)!;

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, options);
    }
}
