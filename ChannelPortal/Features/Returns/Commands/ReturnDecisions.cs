using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Commands;

/// <summary>Consent to a return, whether one person gives it on its page or the last approver of a path.</summary>
internal sealed class ReturnDecisions(ReturnMoves moves) : IApprovalSubject
{
    public const string DocKind = "return";

    string IApprovalSubject.Kind => DocKind;

    public static ApprovalDocument DocumentOf(GoodsReturn goods, IReadOnlyList<ReturnLine> lines) => new(
        DocKind, goods.Number, goods.DealerId, goods.Number,
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["amount"] = goods.Amount / (decimal)Money.MinorPerMajor, ["lines"] = lines.Count },
        string.Join(" / ", lines.Select(l => l.ProductId).Distinct().Take(3)) + (goods.Note is { Length: > 0 } note ? ": " + note : ""));

    string IApprovalSubject.HrefOf(string docId) => "returns/" + docId;

    async Task<Result<bool>> IApprovalSubject.DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        if (await moves.BeginAsync(context, docId, cancellationToken) is not { } turn)
        {
            return Error.NotFound;
        }

        var decided = await DecideAsync(context, turn, isApproved, reason, isDecided: true, cancellationToken);
        return decided.Ok ? isApproved : Result<bool>.Fail(decided.Errors);
    }

    public async Task<Result<ReturnMoved>> DecideAsync(CommandContext context, ReturnInTurn turn, bool isApproved, string? reason, bool isDecided, CancellationToken cancellationToken)
    {
        if (isApproved)
        {
            return moves.Move(context, turn, ReturnTrigger.Approve, r => r.ApprovedAt = context.Now, reason?.Trim(), isDecided);
        }

        if (reason?.Trim() is not { Length: > 0 and <= GoodsReturn.LongestNote } why)
        {
            return Error.Of("return_reason_required", GoodsReturn.LongestNote).On("reason");
        }

        var moved = moves.Move(context, turn, ReturnTrigger.Reject, r => r.Refusal = why, why, isDecided);
        foreach (var line in moved.Ok ? turn.Lines : [])
        {
            await ReturnMoves.GiveBackAsync(context.Db, line.OrderId, line.OrderLine, line.Qty, cancellationToken);
        }

        return moved;
    }
}

internal sealed class DecideReturnHandler(ReturnMoves moves, ReturnDecisions decisions, IApprovals approvals) : ICommandHandler<DecideReturn, ReturnMoved>
{
    public async Task<Result<ReturnMoved>> HandleAsync(DecideReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await moves.BeginAsync(context, command.Number, cancellationToken) is not { } turn)
        {
            return Error.NotFound;
        }

        return await approvals.IsPendingAsync(context.Db, ReturnDecisions.DocKind, command.Number, cancellationToken)
            ? Error.Of("return_in_approval", command.Number)
            : await decisions.DecideAsync(context, turn, command.IsApproved, command.Reason, isDecided: false, cancellationToken);
    }
}
