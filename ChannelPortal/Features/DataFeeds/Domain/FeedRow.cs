using System.Text.Json;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>A row that was not taken at once, as it was sent and as it is being mended. What is typed is kept, right or wrong.</summary>
public sealed class FeedRow : IDealerOwned
{
    public const string Waiting = "waiting";
    public const string Asked = "asked";
    public const string Taken = "taken";
    public const string Discarded = "discarded";

    public const int LongestText = 200;
    public const int LongestProblems = 2_000;

    private const int LongestArgument = 60;
    private const int MostProblems = 8;

    /// <summary>Chinese stays readable and short.</summary>
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Guid Id { get; init; }

    public required Guid SubmissionId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Line in the file; the header is line 1.</summary>
    public int Line { get; init; }

    /// <summary>The product as the dealer calls it.</summary>
    public string? Code { get; set; }

    public string? Name { get; init; }

    public string? Date { get; set; }

    public string? Quantity { get; set; }

    public string? Amount { get; set; }

    public string? Receipt { get; init; }

    public string? Store { get; set; }

    /// <summary>The company that the row names, when it is another one.</summary>
    public string? Dealer { get; init; }

    /// <summary>The product that was picked for it.</summary>
    public string? ProductId { get; set; }

    /// <summary>The pick holds for this code in files to come.</summary>
    public bool IsRemembered { get; set; } = true;

    /// <summary>Somebody stands by the unusual quantity.</summary>
    public bool IsConfirmed { get; set; }

    public string State { get; set; } = Waiting;

    /// <summary>The due day whose counts it is in.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>It came faulty and was counted as rejected; a row that was only asked about was not.</summary>
    public bool IsCounted { get; init; }

    /// <summary>JSON of <see cref="RowProblem"/>s.</summary>
    public required string Problems { get; set; }

    /// <summary>Why it was given up.</summary>
    public string? Reason { get; set; }

    public string? ByName { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }

    public int Version { get; private set; }

    public IReadOnlyList<RowProblem> ProblemList => JsonSerializer.Deserialize<List<RowProblem>>(Problems) ?? [];

    public FeedRawRow Raw => new(Line, Code, Name, Date, Quantity, Amount, Receipt, Store, Dealer, IsConfirmed) { ProductId = ProductId };

    public static string Write(IEnumerable<RowProblem> problems) =>
        JsonSerializer.Serialize(problems.Take(MostProblems).Select(p => p with { Args = [.. p.Args.Select(a => a.Length <= LongestArgument ? a : a[..LongestArgument] + "…")] }), Plain);
}

/// <summary>What is wrong with a field of a row; the code is a text key <c>Error_{Code}</c>.</summary>
public sealed record RowProblem(string Code, string Field, IReadOnlyList<string> Args)
{
    /// <summary>An unusual quantity is no fault: somebody has to stand by it.</summary>
    public bool IsQuestion => Code == "feed_spike";

    public Error ToError() => new Error(Code, [.. Args]).On(Field);
}

/// <summary>A row as it was sent, whichever way: text, unread.</summary>
/// <param name="Line">Line in the file; the header is line 1.</param>
/// <param name="Code">The product's code, the portal's or the dealer's own.</param>
/// <param name="Dealer">May be left out; another company's code refuses the row.</param>
/// <param name="IsConfirmed">The sender stands by an unusual quantity.</param>
public sealed record FeedRawRow(
    int Line, string? Code, string? Name, string? Date, string? Quantity, string? Amount = null, string? Receipt = null, string? Store = null, string? Dealer = null, bool IsConfirmed = false)
{
    /// <summary>The product of the catalogue that somebody picked.</summary>
    public string? ProductId { get; init; }
}
