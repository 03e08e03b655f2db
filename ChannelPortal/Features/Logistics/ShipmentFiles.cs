using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Logistics.Reports;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics;

/// <summary>Papers and photos of shipments. Another dealer's shipment is "not found", and so is its photo.</summary>
internal static class ShipmentFiles
{
    public static void MapShipmentFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/shipments/{id}/packing-list.pdf", PackingListAsync).RequireAuthorization("shipments.read").ExcludeFromDescription();
        app.MapGet("/shipments/{id}/pod.pdf", ProofAsync).RequireAuthorization("shipments.read").ExcludeFromDescription();
        app.MapGet("/shipments/{id}/photo", PhotoAsync).RequireAuthorization("shipments.read").ExcludeFromDescription();
    }

    private static Task<IResult> PackingListAsync(
        HttpContext http, string id, [FromServices] FindShipments shipments, [FromServices] IReportPdfRenderer renderer, [FromServices] CallerFactory callers, CancellationToken cancellationToken) =>
        PrintAsync(http, id, "packing-list", ShipmentDocuments.PackingList, shipments, renderer, callers, cancellationToken);

    private static Task<IResult> ProofAsync(
        HttpContext http, string id, [FromServices] FindShipments shipments, [FromServices] IReportPdfRenderer renderer, [FromServices] CallerFactory callers, [FromServices] BusinessClock clock,
        CancellationToken cancellationToken) =>
        PrintAsync(http, id, "pod", s => ShipmentDocuments.Proof(s, clock.Zone), shipments, renderer, callers, cancellationToken);

    private static async Task<IResult> PrintAsync(
        HttpContext http, string id, string name, Func<ShipmentDetail, ReportDocument?> make, FindShipments shipments, IReportPdfRenderer renderer, CallerFactory callers, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await shipments.OneAsync(id, caller.Scope, cancellationToken) is not { } shipment || make(shipment) is not { } document)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        try
        {
            return Results.File(await renderer.RenderAsync(document, cancellationToken), "application/pdf", $"{name}-{id}.pdf");
        }
        catch (PdfEngineMissingException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> PhotoAsync(
        HttpContext http, string id, [FromServices] IAppDbFactory factory, [FromServices] FileStore files, [FromServices] CallerFactory callers, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        await using var db = factory.Create(caller.Scope);
        var proof = await db.Set<ProofOfDelivery>().AsNoTracking().SingleOrDefaultAsync(p => p.ShipmentId == id, cancellationToken);
        if (proof is not { Photo: { } photo, PhotoType: { } type } || files.OpenRead(photo) is not { } stream)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(stream, type);
    }
}
