using System.Globalization;
using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Boards.Reports;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Boards;

/// <summary>Tiles and boards as files, and the door that share links lead to. What a caller may not open is "not found".</summary>
internal static class BoardFiles
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapBoardFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/boards/{id}/tiles/{file}", TileAsync).RequireAuthorization(BoardsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/boards/{id}/board.pdf", BoardAsync).RequireAuthorization(BoardsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/boards/s/{token}", OpenAsync).RequireAuthorization(BoardsPermissions.Read).ExcludeFromDescription();
    }

    /// <summary>The view that an address asks for.</summary>
    internal sealed record View(string? From, string? To, string? Compare, string? Slice);

    private static async Task<IResult> TileAsync(
        HttpContext http, string id, string file, [AsParameters] View view, [FromServices] BoardShelf shelf, [FromServices] TileStore tiles, [FromServices] BoardWords words,
        [FromServices] PlaceBook places, [FromServices] CallerFactory callers, [FromServices] BusinessClock clock, CancellationToken cancellationToken)
    {
        var (name, format) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (format is not (".csv" or ".xlsx") || await shelf.FindAsync(id, caller, cancellationToken) is not { } board || board.Plan.Find(name) is not { } tile
            || await SourceAsync(board, tile, view, caller, words, places, clock, cancellationToken) is not { } source)
        {
            return Results.NotFound();
        }

        var model = (await tiles.ReadAsync(tile, source.Lens, caller.Scope, cancellationToken)).Model;
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(
            await TileSheet.WriteAsync(words, model, source, format == ".xlsx", cancellationToken), format == ".xlsx" ? Workbook : "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"{board.Id}-{tile.Id}-{source.Days.Start:yyyyMMdd}-{source.Days.End.AddDays(-1):yyyyMMdd}{format}"));
    }

    private static async Task<IResult> BoardAsync(
        HttpContext http, string id, [AsParameters] View view, [FromServices] BoardShelf shelf, [FromServices] TileStore tiles, [FromServices] BoardDocument document, [FromServices] BoardWords words,
        [FromServices] TileLimits limits, [FromServices] IReportPdfRenderer renderer, [FromServices] PlaceBook places, [FromServices] CallerFactory callers, [FromServices] BusinessClock clock, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await shelf.FindAsync(id, caller, cancellationToken) is not { Plan.Tiles: [var first, ..] } board
            || await SourceAsync(board, first, view, caller, words, places, clock, cancellationToken) is not { } source)
        {
            return Results.NotFound();
        }

        var answers = await tiles.ReadAllAsync(board.Plan, source.Lens, caller.Scope, cancellationToken);
        IReadOnlyList<(BoardTile, TileModel)> models = [.. board.Plan.InOrder.Select(t => (limits.For(t, source.Lens.Filter, caller), answers[t.Id].Model))];
        http.Response.Headers.CacheControl = "private, no-store";
        try
        {
            var pdf = await renderer.RenderAsync(document.Of(board, models, source), cancellationToken);
            return Results.File(pdf, "application/pdf", string.Create(CultureInfo.InvariantCulture, $"board-{board.Id}-{source.At:yyyyMMdd-HHmm}.pdf"));
        }
        catch (PdfEngineMissingException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> OpenAsync(
        HttpContext http, string token, [FromServices] ICommandDispatcher commands, [FromServices] CallerFactory callers, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        var opened = await commands.SendAsync(new OpenBoardLink(token), caller, SequentialId.New(time).ToString(), cancellationToken);
        return opened.Ok ? Results.LocalRedirect(opened.Value) : Results.NotFound();
    }

    private static async Task<TileSource?> SourceAsync(
        BoardSheet board, BoardTile tile, View view, Caller caller, BoardWords words, PlaceBook places, BusinessClock clock, CancellationToken cancellationToken)
    {
        var (lens, refusal) = BoardLens.Read(view.From, view.To, view.Compare, view.Slice);
        if (refusal is not null || lens.Range.Days(clock) is not { Ok: true } days)
        {
            return null;
        }

        var filters = new List<string>();
        foreach (var (dimension, value) in lens.Filter.Values)
        {
            var label = await places.LabelAsync(dimension, value, caller.Scope, cancellationToken);
            filters.Add($"{words["Dim_" + dimension]}: {(words.IsChinese ? label.Zh : label.En)} ({dimension}={value})");
        }

        return new TileSource(board, tile, lens, days.Value, lens.Comparison.Of(days.Value), filters, caller.Name, clock.Local(clock.Now));
    }
}
