using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Returns.Commands;

internal sealed class RequestReturnHandler(
    IDealerBooks books, ICreditNotes notes, DeliveredLines delivered, ReturnMoves moves, IApprovals approvals, BusinessClock clock, IOptions<ReturnsOptions> options)
    : ICommandHandler<RequestReturn, RequestedReturn>
{
    public async Task<Result<RequestedReturn>> HandleAsync(RequestReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        if (Check(command) is { } refused)
        {
            return refused;
        }

        if (context.Caller.DealerId is not { } dealerId || await books.BeginAsync(context, dealerId, cancellationToken) is not { } terms)
        {
            return Error.NotFound;
        }

        var orderIds = command.Items.Select(i => i.OrderId).Distinct(StringComparer.Ordinal).ToList();
        var known = (await delivered.OfOrdersAsync(context.Db, orderIds, cancellationToken)).Where(l => l.DealerId == dealerId).ToDictionary(l => (l.OrderId, l.LineNo));
        if (command.Items.FirstOrDefault(i => !known.ContainsKey((i.OrderId, i.LineNo))) is { } unknown)
        {
            return Error.Of("return_not_delivered", unknown.OrderId, unknown.LineNo);
        }

        var photos = await PhotosAsync(context, dealerId, command, cancellationToken);
        if (photos is null)
        {
            return Error.NotFound;
        }

        var judged = await JudgeAsync(context.Db, dealerId, command, known, cancellationToken);
        if (!judged.Ok)
        {
            return Result<RequestedReturn>.Fail(judged.Errors);
        }

        foreach (var item in command.Items)
        {
            var line = known[(item.OrderId, item.LineNo)];
            if (!await ReturnMoves.TryTakeAsync(context.Db, line, item.Qty, cancellationToken))
            {
                return Error.Of("return_more_than_delivered", item.OrderId, item.LineNo, line.Left / (decimal)Money.QuantityScale).On("qty");
            }
        }

        var goods = new GoodsReturn
        {
            Number = await DocumentNumbers.NextAsync(context.Db, "RM", clock.DayOf(context.Now), cancellationToken), DealerId = dealerId, Currency = terms.Currency, Note = command.Note?.Trim(),
            RequestedBy = context.Caller.UserId, RequestedByName = context.Caller.Name, RequestedAt = context.Now,
        };
        var lines = command.Items.Zip(judged.Value).Select((pair, i) => new ReturnLine
        {
            Number = goods.Number, Line = i + 1, DealerId = dealerId, OrderId = pair.First.OrderId, OrderLine = pair.First.LineNo, ProductId = known[(pair.First.OrderId, pair.First.LineNo)].ProductId,
            Qty = pair.First.Qty, Reason = pair.First.Reason, Note = pair.First.Note?.Trim(), FeePercent = pair.Second.FeePercent, Amount = pair.Second.Amount,
        }).ToList();
        goods.Amount = lines.Sum(l => l.Amount);
        context.Db.Add(goods);
        context.Db.AddRange(lines);
        foreach (var (photo, line) in photos)
        {
            (photo.Number, photo.Line) = (goods.Number, line);
        }

        ReturnMoves.Note(context, goods, "Request", goods.Note);
        context.Audit("returns.request", "return", goods.Number, null, new { goods.Amount, Lines = lines.Count }, dealerId: dealerId);
        return await DecideAsync(context, new ReturnInTurn(goods, lines), photos.Select(p => p.Line).ToHashSet(), cancellationToken);
    }

    private Error? Check(RequestReturn command)
    {
        if (command.Items.Count == 0 || command.Items.Count > options.Value.Lines)
        {
            return Error.Of("return_lines_out_of_range", options.Value.Lines);
        }

        if (command.Items.DistinctBy(i => (i.OrderId, i.LineNo)).Count() < command.Items.Count)
        {
            return Error.Of("return_line_twice");
        }

        if (command.Items.FirstOrDefault(i => i.Qty <= 0) is { } empty)
        {
            return Error.Of("return_quantity_positive", empty.OrderId, empty.LineNo).On("qty");
        }

        if (command.Items.Any(i => !ReturnReasons.All.Contains(i.Reason)))
        {
            return Error.Of("return_reason_unknown").On("reason");
        }

        return command.Items.Select(i => i.Note).Append(command.Note).Any(n => n?.Length > GoodsReturn.LongestNote) ? Error.Of("return_note_too_long", GoodsReturn.LongestNote).On("note") : null;
    }

    /// <summary>The photos with the line that each belongs to; null when one is not the dealer's, or is used already.</summary>
    private static async Task<List<(ReturnPhoto Photo, int Line)>?> PhotosAsync(CommandContext context, string dealerId, RequestReturn command, CancellationToken cancellationToken)
    {
        var wanted = command.Items.SelectMany((item, i) => (item.Photos ?? []).Select(id => (Id: id, Line: i + 1))).ToList();
        var ids = wanted.Select(w => w.Id).ToList();
        var rows = await context.Db.Set<ReturnPhoto>().Where(p => ids.Contains(p.Id) && p.DealerId == dealerId && p.Number == null).ToDictionaryAsync(p => p.Id, cancellationToken);
        return rows.Count == wanted.Count ? wanted.ConvertAll(w => (rows[w.Id], w.Line)) : null;
    }

    /// <summary>The policy for every line: all refusals at once, or fee and expected credit of each.</summary>
    private async Task<Result<IReadOnlyList<(int FeePercent, long Amount)>>> JudgeAsync(
        AppDbContext db, string dealerId, RequestReturn command, Dictionary<(string OrderId, int LineNo), DeliveredLine> known, CancellationToken cancellationToken)
    {
        var billed = await notes.BilledAsync(db, [.. command.Items.Select(i => i.OrderId)], cancellationToken);
        var unsoldLeft = command.Items.Any(i => i.Reason == ReturnReasons.Unsold) ? await delivered.UnsoldLeftAsync(db, dealerId, cancellationToken) : 0;
        var errors = new List<Error>();
        var results = new List<(int, long)>();
        foreach (var item in command.Items)
        {
            var line = known[(item.OrderId, item.LineNo)];
            var value = billed.GetValueOrDefault((item.OrderId, item.LineNo))?.NetOf(item.Qty) ?? line.ValueOf(item.Qty);
            var answer = ReturnPolicy.Judge(item.Reason, new PolicyCase(line.DeliveredOn, clock.Today, value, unsoldLeft), options.Value);
            if (!answer.IsAllowed)
            {
                errors.Add(Error.Of("return_refused_" + answer.Code, line.OrderId, line.LineNo, answer.Days, line.DeliveredOn, answer.UnsoldLeft / (decimal)Money.MinorPerMajor).On("reason"));
            }
            else if (answer.NeedsPhoto && item.Photos is not { Count: > 0 })
            {
                errors.Add(Error.Of("return_photo_needed", line.OrderId, line.LineNo).On("photos"));
            }

            if (item.Photos?.Count > options.Value.Photos)
            {
                errors.Add(Error.Of("return_photos_too_many", options.Value.Photos).On("photos"));
            }

            unsoldLeft -= item.Reason == ReturnReasons.Unsold ? value : 0;
            results.Add((answer.FeePercent, ReturnPolicy.AfterFee(value, answer.FeePercent)));
        }

        return errors.Count > 0 ? Result<IReadOnlyList<(int, long)>>.Fail(errors) : Result<IReadOnlyList<(int, long)>>.Success(results);
    }

    private async Task<Result<RequestedReturn>> DecideAsync(CommandContext context, ReturnInTurn turn, HashSet<int> withPhoto, CancellationToken cancellationToken)
    {
        var (goods, lines) = turn;
        if (ReturnPolicy.IsAutoApproved([.. lines.Select(l => (l.Reason, withPhoto.Contains(l.Line)))], goods.Amount, options.Value))
        {
            goods.IsAutoApproved = true;
            moves.Move(context, turn, ReturnTrigger.Approve, r => r.ApprovedAt = context.Now, null, isDecided: true);
        }
        else
        {
            await approvals.SubmitAsync(context, ReturnDecisions.DocumentOf(goods, lines), cancellationToken);
            moves.Tell(context, turn);
        }

        return new RequestedReturn(goods.Number, goods.Status, goods.Amount);
    }
}
