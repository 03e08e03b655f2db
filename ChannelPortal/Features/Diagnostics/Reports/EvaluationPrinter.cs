using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Makes one quarterly evaluation from what is stored, read as its dealer may read it.</summary>
internal sealed class EvaluationPrinter(IDealerEvaluations evaluations, ReportFiler filer, IAppDbFactory factory, IOptions<PortalOptions> portal)
{
    private const int Quarters = 8;

    public async Task MakeAsync(JobItem item, string dealerId, string language, CancellationToken cancellationToken)
    {
        var scope = DealerScope.Of(dealerId);
        if (await evaluations.FindAsync(dealerId, item.Period, scope, cancellationToken) is not { } evaluation)
        {
            throw new JobItemException("report_no_evaluation", $"{dealerId} {item.Period}");
        }

        var model = new EvaluationModel(
            await DealerAsync(dealerId, scope, cancellationToken) ?? throw new JobItemException("report_unknown_dealer", dealerId),
            evaluation,
            await evaluations.HistoryAsync(dealerId, item.Period, Quarters, scope, cancellationToken));
        var ready = ReadyReports.Of(item, Report.Quarterly, "evaluation", model.Dealer, language, EvaluationDocument.Of(model, DiagnosticLanguage.Parse(language), portal.Value.PublicUrl), model);
        await filer.FileAsync(item, ready, (_, _) => Task.CompletedTask, cancellationToken);
    }

    private async Task<DiagnosticDealer?> DealerAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<DealerFact>().AsNoTracking().FirstOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var region = await db.Set<RegionFact>().AsNoTracking().FirstOrDefaultAsync(r => r.RegionId == dealer.RegionId, cancellationToken);
        return new DiagnosticDealer(dealer.DealerId, dealer.Name, region?.Name ?? dealer.RegionId, region?.NameEn ?? dealer.RegionId, dealer.Tier);
    }
}
