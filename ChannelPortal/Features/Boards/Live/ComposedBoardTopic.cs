using System.Collections.Concurrent;
using System.Globalization;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>
/// <c>boards:{id}:{version}:{lens}</c>: one cell a tile. A saved board is another topic, because its tiles are others and no fact says so. Who may open the board is asked with every subscription; figures are those of the viewer's scope whoever made it.
/// </summary>
internal sealed class ComposedBoardTopic(BoardShelf shelf, TileStore tiles, TileReader reader) : ILiveTopic
{
    private const int Known = 1_000;
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> facts = new(StringComparer.Ordinal);

    public string Pattern => "boards:{id}:{version}:{lens}";

    public string Permission => BoardsPermissions.Read;

    public static string NameFor(string boardId, int version, BoardLens lens) => string.Create(CultureInfo.InvariantCulture, $"boards:{boardId}:{version}:{lens.Key}");

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => null;

    public async ValueTask<DealerScope?> ScopeForAsync(Caller caller, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        BoardLens.TryParse(args["lens"], out _) && await shelf.FindAsync(args["id"], caller, cancellationToken) is { } sheet && VersionOf(args) <= sheet.Version ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        (!facts.TryGetValue(KeyOf(args), out var read) || read.Contains(change.Fact.Name)) && (change.Row is not IDealerOwned owned || scope.Allows(owned.DealerId));

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var cells = new LiveCells();
        if (!BoardLens.TryParse(args["lens"], out var lens) || await shelf.GetAsync(args["id"], VersionOf(args), cancellationToken) is not { } sheet)
        {
            return cells;
        }

        if (facts.Count > Known)
        {
            facts.Clear();
        }

        facts[KeyOf(args)] = sheet.Plan.Tiles.SelectMany(reader.FactsOf).ToHashSet(StringComparer.Ordinal);
        var answers = await tiles.ReadAllAsync(sheet.Plan, lens, scope, cancellationToken);
        foreach (var tile in sheet.Plan.Tiles)
        {
            var answer = answers[tile.Id];
            cells["tile:" + tile.Id] = answer.Model;
            if (answer.Again is { } again && (cells.LookAgainIn is not { } sooner || again < sooner))
            {
                cells.LookAgainIn = again;
            }
        }

        return cells;
    }

    private static string KeyOf(IReadOnlyDictionary<string, string> args) => args["id"] + ':' + args["version"];

    private static int VersionOf(IReadOnlyDictionary<string, string> args) => int.TryParse(args["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
